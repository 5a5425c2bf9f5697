//! Running a network as the recordings were made, and comparing spikes.

use crate::tables::EVERY;
use subthal::engine::{Run, Simulator, SimulatorConfig, Spike};
use subthal::network::{Network, Probe};

pub const DT_MS: f64 = 0.025;
const MOST_SPIKES: usize = 10_000;

/// What a run gave.
pub struct Ran {
    /// Every channel after every fourth step of the recorded part.
    pub rows: Vec<f64>,
    /// Every spike, in the order of steps.
    pub spikes: Vec<Spike>,
}

impl Ran {
    /// The steps of one cell's spikes.
    pub fn spike_steps(&self, population: usize, cell: usize) -> Vec<u64> {
        let of_cell =
            |spike: &&Spike| (spike.population as usize, spike.cell as usize) == (population, cell);
        self.spikes.iter().filter(of_cell).map(|spike| spike.step).collect()
    }

    /// Spikes of all cells of a population.
    pub fn n_spikes(&self, population: usize) -> usize {
        self.spikes.iter().filter(|spike| spike.population as usize == population).count()
    }
}

/// How a run was recorded: its step, its steps, and of how many every how many-th was.
#[derive(Clone, Copy)]
pub struct Recorded {
    pub dt_ms: f64,
    pub n_steps: u64,
    pub n_recorded: u64,
    pub every: u64,
}

/// At the step of the seed.
pub fn simulator(network: &Network) -> Simulator {
    simulator_at(network, DT_MS)
}

fn simulator_at(network: &Network, dt_ms: f64) -> Simulator {
    let integrator = "forward_euler".into();
    let config = SimulatorConfig { dt_ms, integrator, ..SimulatorConfig::default() };
    Simulator::new(network, &config).unwrap()
}

/// V of every cell of these populations, one channel each.
pub fn probe_v(network: &mut Network, populations: &[&str]) {
    for population in populations {
        let (population, variable) = ((*population).into(), "v".into());
        network.add_probe(Probe { population, variable, ..Probe::default() }).unwrap();
    }
}

/// Steps as the seed was recorded, with rows of the first `n_recorded`.
pub fn run(network: &Network, n_steps: u64, n_recorded: u64, inputs: &[f64]) -> Ran {
    run_as(network, Recorded { dt_ms: DT_MS, n_steps, n_recorded, every: EVERY }, inputs)
}

/// Steps as recorded.
pub fn run_as(network: &Network, recorded: Recorded, inputs: &[f64]) -> Ran {
    let Recorded { dt_ms, n_steps, n_recorded, every } = recorded;
    let mut simulator = simulator_at(network, dt_ms);
    let n_channels = simulator.channels().len();
    let n_inputs = network.inputs().len();
    let mut rows = vec![0.0; (n_recorded / every) as usize * n_channels];
    let mut spikes = vec![Spike::default(); MOST_SPIKES];
    let (early, late) = inputs.split_at(n_recorded as usize * n_inputs);
    let mut run =
        Run { inputs: early, rows: &mut rows, every, spikes: &mut spikes, ..Run::default() };
    simulator.run(n_recorded, &mut run).unwrap();
    let n_early = run.n_spikes as usize;
    let mut run = Run { inputs: late, spikes: &mut spikes[n_early..], ..Run::default() };
    simulator.run(n_steps - n_recorded, &mut run).unwrap();
    let n_spikes = n_early + run.n_spikes as usize;
    assert!(n_spikes <= MOST_SPIKES, "{n_spikes} spikes");
    spikes.truncate(n_spikes);
    Ran { rows, spikes }
}

/// The largest difference, and NaN is the largest of all.
pub fn largest_difference(ours: &[f64], theirs: &[f64]) -> f64 {
    assert_eq!(ours.len(), theirs.len());
    let differences = ours.iter().zip(theirs).map(|(ours, theirs)| (ours - theirs).abs());
    differences.fold(0.0, |largest, d| if d > largest || d.is_nan() { d } else { largest })
}

/// Fails unless the spikes of the first `n_steps` pair with the recorded ones, `tolerance` steps apart at most.
pub fn assert_spikes_pair(ours: &[u64], theirs: &[u64], n_steps: u64, tolerance: u64, whose: &str) {
    let n_recorded = theirs.iter().filter(|&&step| step < n_steps).count();
    let paired = ours.len() >= n_recorded
        && ours.iter().zip(&theirs[..n_recorded]).all(|(a, b)| a.abs_diff(*b) <= tolerance)
        && ours.get(n_recorded).is_none_or(|&step| step + tolerance >= n_steps);
    assert!(
        paired,
        "{whose}: spikes of the first {n_steps} steps differ by more than {tolerance}\n\
         ours     {ours:?}\nrecorded {theirs:?}"
    );
}

/// Fails unless every cell of these populations has the recorded spikes, step for step.
pub fn assert_all_spikes(ran: &Ran, theirs: &[Vec<Vec<u64>>], n_steps: u64, populations: &[&str]) {
    for (index, population) in populations.iter().enumerate() {
        for (cell, theirs) in theirs[index].iter().enumerate() {
            let whose = format!("{population} cell {cell}");
            assert_spikes_pair(&ran.spike_steps(index, cell), theirs, n_steps, 0, &whose);
        }
    }
}

/// Times of the spikes of a single cell, ms.
pub fn spike_times_ms(
    simulator: &mut Simulator,
    n_steps: u64,
    inputs: &[f64],
    dt_ms: f64,
) -> Vec<f64> {
    let mut spikes = vec![Spike::default(); MOST_SPIKES];
    let mut run = Run { inputs, spikes: &mut spikes, ..Run::default() };
    simulator.run(n_steps, &mut run).unwrap();
    let n_spikes = run.n_spikes as usize;
    spikes[..n_spikes].iter().map(|spike| (spike.step + 1) as f64 * dt_ms).collect()
}

/// Fails unless half the step halves the error of each spike before `until_ms`, as far as the error is of first order:
/// below 3 ms, a fifth of an interval. Returns how many were compared.
pub fn assert_first_order(
    name: &str,
    [whole, half]: &[Vec<f64>; 2],
    theirs: &[f64],
    until_ms: f64,
) -> usize {
    let spikes = whole.iter().zip(half).zip(theirs);
    let smooth = spikes
        .take_while(|((at_dt, _), theirs)| (*at_dt - *theirs).abs() < 3.0 && **theirs < until_ms);
    let mut n_compared = 0;
    for ((at_dt, at_half), theirs) in smooth {
        let (error, left) = (at_dt - theirs, 2.0 * at_half - at_dt - theirs);
        let bar = 0.02 + 0.1 * error.abs();
        assert!(left.abs() < bar, "{name} at {theirs} ms: {error} then {left}");
        n_compared += 1;
    }
    assert!(n_compared >= 3, "{name}: {n_compared} spikes compared");
    n_compared
}
