//! The longest step against the usual one: `cargo bench --bench worst_case`. One line a figure: name, value, unit.
//!
//! T1's circuit, and one of ten times its cells and a hundred times its synapses, advanced by `subthal_simulator_run`
//! one step a call, spikes told. Every cell is made to fire in one step; a delay of 160 steps later every synapse
//! delivers in one step. Each of the 200 steps from there on is timed in 60 repeats, and the longest is the
//! one whose smallest time is largest: so a step that the machine interrupted is not taken for one that works more.
//! `bound` is what the library announces: cells and synapses of a step.

use std::ffi::{CStr, CString};
use std::ptr::null_mut;
use std::time::Instant;
use subthal::ffi::*;
use subthal::presets::{build, Preset};

const STEPS: usize = 200;
const REPEATS: usize = 60;

/// A circuit, and room for every spike of a step.
struct Circuit {
    sim: *mut subthal_simulator,
    /// Populations by name, and their cells.
    populations: Vec<(CString, u64)>,
    spikes: Vec<subthal_spike>,
}

impl Circuit {
    fn new(sizes: &Preset, precision: &CStr) -> Self {
        let network = build("stn_gpe_gpi_adex_healthy", sizes).expect("a preset");
        let name = |name: &str| CString::new(name).expect("no NUL");
        let described = network.populations().iter();
        let populations: Vec<_> = described.map(|p| (name(&p.name), p.n_cells as u64)).collect();
        let n_cells: u64 = populations.iter().map(|(_, n_cells)| n_cells).sum();
        let (text, mut net, mut sim) = (network.to_text(), null_mut(), null_mut());
        // SAFETY: every pointer is to a local, and every length is its.
        unsafe {
            subthal_network_from_text(text.as_ptr().cast(), text.len(), &mut net);
            let mut config = std::mem::zeroed();
            subthal_simulator_config_default(&mut config, size_of_val(&config));
            config.precision = precision.as_ptr();
            assert_eq!(subthal_simulator_new(net, &config, &mut sim), subthal_status::Ok);
        }
        subthal_network_free(net);
        Self { sim, populations, spikes: vec![subthal_spike::default(); n_cells as usize] }
    }

    fn inject_all(&self) {
        for (name, n_cells) in &self.populations {
            for cell in 0..*n_cells {
                // SAFETY: the name ends in NUL.
                unsafe { subthal_simulator_inject_spike(self.sim, name.as_ptr(), cell) };
            }
        }
    }

    /// Wall time of one step, us.
    fn step_us(&mut self) -> f64 {
        // SAFETY: the struct is a local's, and the buffer the circuit's.
        unsafe {
            let mut run = std::mem::zeroed();
            subthal_run_default(&mut run, size_of_val(&run));
            run.n_steps = 1;
            (run.spikes, run.spikes_len) = (self.spikes.as_mut_ptr(), self.spikes.len());
            let start = Instant::now();
            assert_eq!(subthal_simulator_run(self.sim, &mut run), subthal_status::Ok);
            start.elapsed().as_nanos() as f64 / 1e3
        }
    }

    fn bound(&self) -> u64 {
        let mut bound = 0;
        // SAFETY: the place is a local.
        unsafe { subthal_simulator_step_bound(self.sim, &mut bound) };
        bound
    }
}

impl Drop for Circuit {
    fn drop(&mut self) {
        subthal_simulator_free(self.sim);
    }
}

/// Minimum and tenth percentile.
fn min_and_p10(times: &mut [f64]) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    (times[0], times[times.len() / 10])
}

/// Minimum and tenth percentile of the longest of the steps that follow one in which every cell fires.
fn worst(circuit: &mut Circuit) -> (f64, f64) {
    let mut times = vec![vec![0.0; REPEATS]; STEPS];
    for repeat in 0..REPEATS {
        circuit.inject_all();
        for step in &mut times {
            step[repeat] = circuit.step_us();
        }
    }
    let by_step = times.iter_mut().map(|times| min_and_p10(times));
    by_step.max_by(|a, b| a.0.total_cmp(&b.0)).expect("steps")
}

/// Median of the steps that nobody makes longer.
fn usual_us(circuit: &mut Circuit) -> f64 {
    let mut times: Vec<f64> = (0..20_000).map(|_| circuit.step_us()).collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn main() {
    println!("name,value,unit");
    let times_ten = Preset { n_stn: 500, n_gpe: 1000, n_gpi: 750, ..Preset::default() };
    for (what, sizes) in [("t1", Preset::default()), ("t1_times_ten", times_ten)] {
        for precision in [c"single", c"double"] {
            let mut circuit = Circuit::new(&sizes, precision);
            let usual = usual_us(&mut circuit);
            let (min, p10) = worst(&mut circuit);
            let name = format!("{what}_{}", precision.to_str().expect("ASCII"));
            println!("{name}_bound,{},cells and synapses", circuit.bound());
            println!("{name}_usual_p50_us,{usual:.3},us");
            println!("{name}_worst_min_us,{min:.3},us");
            println!("{name}_worst_p10_us,{p10:.3},us");
            println!("{name}_worst_p10_by_usual,{:.2},1", p10 / usual);
        }
    }
}
