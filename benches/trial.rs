//! Whole trials: `cargo bench --bench trial`. One line a figure: name, value, unit.
//!
//! T1, the trial everyone compares: 50 STN, 100 GPe, 75 GPi with AdEx pallidum, dt 0.025 ms, 4000
//! steps, noise on every cell, rates, CV and the seed's beta of mean V computed after 1000 steps.
//! A trial is reset, run and metrics; building the simulator is not counted. T2 has the pallidum of
//! Hodgkin-Huxley cells and 16,000 steps. Minimum and tenth percentile of 40 repeats, one thread, on the
//! backend that `SUBTHAL_SIMD` names, or the best.

use std::hint::black_box;
use std::time::Instant;
use subthal::engine::{Run, Simulator, SimulatorConfig, Spike};
use subthal::metrics::{isi_cv, mean_rate, seed_beta_power, Signal, SpikeTrains, Window};
use subthal::network::{Network, Probe};
use subthal::presets::{build, Preset};

const REPEATS: usize = 40;
const DT_MS: f64 = 0.025;

/// A network with the mean V of each population recorded.
fn watched(name: &str) -> Network {
    let mut network = build(name, &Preset::default()).expect("a preset");
    for population in ["stn", "gpe", "gpi"] {
        let (population, variable) = (population.into(), "v".into());
        let probe = Probe { population, variable, cells: vec![], mean: true };
        network.add_probe(probe).expect("a probe");
    }
    network
}

/// Runs a trial and computes its metrics; returns the milliseconds it took.
fn trial(
    simulator: &mut Simulator,
    n_steps: u64,
    burn_in: u64,
    rows: &mut [f64],
    spikes: &mut [Spike],
) -> f64 {
    let start = Instant::now();
    simulator.reset();
    let mut run = Run { rows, spikes, every: 1, ..Run::default() };
    simulator.run(n_steps, &mut run).expect("the trial runs");
    let (n_spikes, rows) = ((run.n_spikes as usize).min(run.spikes.len()), &*run.rows);
    let window = Window::new(burn_in, n_steps, DT_MS).expect("a window");
    for (index, population) in simulator.populations().enumerate() {
        let fired = run.spikes[..n_spikes].iter().filter(|spike| spike.population == index as u32);
        let trains = SpikeTrains::new(population.n_cells, fired.map(|s| (s.step, s.cell)));
        let trains = trains.expect("spikes of the run");
        let v: Vec<f64> =
            rows.chunks_exact(3).skip(burn_in as usize).map(|row| row[index]).collect();
        let beta = seed_beta_power(Signal::new(&v, DT_MS).expect("a signal")).expect("a spectrum");
        black_box((mean_rate(&trains, window), isi_cv(&trains, window).mean, beta));
    }
    start.elapsed().as_secs_f64() * 1e3
}

fn report(name: &str, preset: &str, precision: &str, n_steps: u64, burn_in: u64) {
    let network = watched(preset);
    let config = SimulatorConfig { precision: precision.into(), ..SimulatorConfig::default() };
    let mut simulator = Simulator::new(&network, &config).expect("a simulator");
    let mut rows = vec![0.0; n_steps as usize * 3];
    let mut spikes = vec![Spike::default(); 1 << 16];
    let time = |_| trial(&mut simulator, n_steps, burn_in, &mut rows, &mut spikes);
    let mut ms: Vec<f64> = (0..REPEATS).map(time).collect();
    ms.sort_by(f64::total_cmp);
    println!("{name}_min,{:.3},ms", ms[0]);
    println!("{name}_p10,{:.3},ms", ms[REPEATS / 10]);
}

fn main() {
    println!("name,value,unit");
    for precision in ["double", "single"] {
        let t1 = format!("t1_{precision}_ms");
        report(&t1, "stn_gpe_gpi_adex_healthy", precision, 4000, 1000);
        let t2 = format!("t2_{precision}_ms");
        report(&t2, "stn_gpe_gpi_hh_healthy", precision, 16_000, 4000);
    }
}
