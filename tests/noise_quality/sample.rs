//! The noise as a user records it, in columns of standard normals.

use subthal::engine::{Run, Simulator, SimulatorConfig};
use subthal::network::{Network, Noise, Probe};

/// Columns of successive numbers.
pub struct Block {
    pub columns: Vec<Vec<f64>>,
    /// So many at the start of each column have been seen before.
    pub n_seen: usize,
}

impl Block {
    pub fn new_numbers(&self) -> impl Iterator<Item = f64> + '_ {
        self.columns.iter().flat_map(|column| &column[self.n_seen..]).copied()
    }
}

/// How far back a later number is compared with an earlier one.
pub const MEMORY: usize = 64;

/// Cells of a population whose noise is followed in time.
pub const N_FOLLOWED: usize = 64;
const N_MANY: usize = 1 << 16;
const BLOCK: usize = 512;
const FIRST_STEPS: usize = 16;

/// Two populations of so many cells that hear this noise and nothing else.
pub fn noisy(n_cells: usize, noise: &Noise) -> Network {
    let mut network = Network::new(1);
    for name in ["stn", "gpe"] {
        network.add_population(name, "adex_gpe", n_cells).unwrap();
        network.set(&format!("{name}.i_app"), 0.0).unwrap();
        network.add_noise(Noise { population: name.into(), ..noise.clone() }).unwrap();
        let (population, variable) = (name.into(), "i_noise".into());
        network.add_probe(Probe { population, variable, ..Probe::default() }).unwrap();
    }
    network
}

/// A current of mean 0 and variance 1 that after a step of 1 ms has forgotten all but exp(-100) of
/// itself: a standard normal every step.
pub fn white() -> Noise {
    Noise { tau_ms: 0.01, sigma: 1.0, ..Noise::default() }
}

/// A trial in steps of 1 ms.
pub fn simulator(network: &Network, trial: u64, precision: &str) -> Simulator {
    let precision = precision.into();
    let config = SimulatorConfig { dt_ms: 1.0, precision, trial, ..SimulatorConfig::default() };
    Simulator::new(network, &config).unwrap()
}

/// Even trials in double precision, odd ones in single.
fn trial(network: &Network, trial: u64) -> Simulator {
    simulator(network, trial, ["double", "single"][(trial % 2) as usize])
}

/// The next rows, one a step, of one number a cell.
pub fn rows(simulator: &mut Simulator, n_steps: usize) -> Vec<f64> {
    let mut rows = vec![0.0; n_steps * simulator.channels().len()];
    let mut run = Run { rows: &mut rows, ..Run::default() };
    simulator.run(n_steps as u64, &mut run).unwrap();
    rows
}

/// A column a cell, its numbers those of successive steps: trial after trial, population after
/// population, 256 in all.
pub fn along_steps(n: usize, mut visit: impl FnMut(&Block)) {
    let network = noisy(N_FOLLOWED, &white());
    let mut trials = [trial(&network, 0), trial(&network, 1)];
    let mut block = Block { columns: vec![Vec::new(); 4 * N_FOLLOWED], n_seen: 0 };
    for _ in 0..n / (4 * N_FOLLOWED * BLOCK) {
        forget(&mut block);
        let columns = block.columns.chunks_exact_mut(2 * N_FOLLOWED);
        for (simulator, columns) in trials.iter_mut().zip(columns) {
            for row in rows(simulator, BLOCK).chunks_exact(columns.len()) {
                columns.iter_mut().zip(row).for_each(|(column, number)| column.push(*number));
            }
        }
        visit(&block);
    }
}

/// Drops all but the last numbers, which have been seen.
fn forget(block: &mut Block) {
    for column in &mut block.columns {
        column.drain(..column.len().saturating_sub(MEMORY));
        block.n_seen = column.len();
    }
}

/// A column a step, the first ones of a trial; its numbers are those of successive cells.
pub fn along_cells(n: usize, mut visit: impl FnMut(&Block)) {
    let network = noisy(N_MANY, &white());
    for number in 0..(n / (2 * N_MANY * FIRST_STEPS)) as u64 {
        let rows = rows(&mut trial(&network, number), FIRST_STEPS);
        let columns = rows.chunks_exact(2 * N_MANY).map(<[f64]>::to_vec).collect();
        visit(&Block { columns, n_seen: 0 });
    }
}
