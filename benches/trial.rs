//! Whole trials: `cargo bench --bench trial`. One line a figure: name, value, unit.
//!
//! T1, the trial everyone compares: 50 STN, 100 GPe, 75 GPi with AdEx pallidum, 4000 steps of 0.025 ms,
//! noise on every cell, rates, CV and the seed's beta of mean V computed after 1000 steps. A trial is
//! reset, run and metrics; building the simulator is not counted. T2 has the pallidum of Hodgkin-Huxley
//! cells and 16,000 steps of 0.008 ms, T3 is T2 with eight times the cells. Minimum and tenth percentile
//! of 40 repeats, one thread, on the best backend; `avx2` in a name says that it ran on that one instead.
//! An argument keeps the figures whose name contains it: `cargo bench --bench trial -- t1_single`.

use std::hint::black_box;
use std::time::Instant;
use subthal::engine::{Run, Simulator, SimulatorConfig, Spike};
use subthal::metrics::{isi_cv, mean_rate, seed_beta_power, Signal, SpikeTrains, Window};
use subthal::network::{Network, Probe};
use subthal::presets::{build, dt_ms, Preset};

const REPEATS: usize = 40;

/// A trial of some kind.
struct Kind {
    name: &'static str,
    preset: &'static str,
    sizes: Preset,
    n_steps: u64,
}

const OWN: Preset = Preset { n_stn: 0, n_gpe: 0, n_gpi: 0, seed: 0 };
const KINDS: [Kind; 3] = [
    Kind { name: "t1", preset: "stn_gpe_gpi_adex_healthy", sizes: OWN, n_steps: 4000 },
    Kind { name: "t2", preset: "stn_gpe_gpi_hh_healthy", sizes: OWN, n_steps: 16_000 },
    Kind {
        name: "t3",
        preset: "stn_gpe_gpi_hh_healthy",
        sizes: Preset { n_stn: 400, n_gpe: 800, n_gpi: 600, seed: 0 },
        n_steps: 16_000,
    },
];

/// A network with the mean V of each population recorded.
fn watched(kind: &Kind) -> Network {
    let mut network = build(kind.preset, &kind.sizes).expect("a preset");
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
    let dt_ms = simulator.dt_ms();
    let window = Window::new(burn_in, n_steps, dt_ms).expect("a window");
    for (index, population) in simulator.populations().enumerate() {
        let fired = run.spikes[..n_spikes].iter().filter(|spike| spike.population == index as u32);
        let trains = SpikeTrains::new(population.n_cells, fired.map(|s| (s.step, s.cell)));
        let trains = trains.expect("spikes of the run");
        let v: Vec<f64> =
            rows.chunks_exact(3).skip(burn_in as usize).map(|row| row[index]).collect();
        let beta = seed_beta_power(Signal::new(&v, dt_ms).expect("a signal")).expect("a spectrum");
        black_box((mean_rate(&trains, window), isi_cv(&trains, window).mean, beta));
    }
    start.elapsed().as_secs_f64() * 1e3
}

fn report(name: &str, kind: &Kind, precision: &str) {
    let (precision, dt_ms) = (precision.into(), dt_ms(kind.preset));
    let config = SimulatorConfig { dt_ms, precision, ..SimulatorConfig::default() };
    let mut simulator = Simulator::new(&watched(kind), &config).expect("a simulator");
    let n_steps = kind.n_steps;
    let mut rows = vec![0.0; n_steps as usize * 3];
    let mut spikes = vec![Spike::default(); 1 << 20];
    let time = |_| trial(&mut simulator, n_steps, n_steps / 4, &mut rows, &mut spikes);
    let mut ms: Vec<f64> = (0..REPEATS).map(time).collect();
    ms.sort_by(f64::total_cmp);
    println!("{name}_ms,{:.3},ms", ms[0]);
    println!("{name}_p10_ms,{:.3},ms", ms[REPEATS / 10]);
}

fn main() {
    let wanted = std::env::args().nth(1).filter(|asked| asked != "--bench").unwrap_or_default();
    let report_if_wanted = |name: String, kind: &Kind, precision: &str| {
        if name.contains(&wanted) {
            report(&name, kind, precision);
        }
    };
    println!("name,value,unit");
    for kind in &KINDS {
        for precision in ["single", "double"] {
            report_if_wanted(format!("{}_{precision}", kind.name), kind, precision);
        }
    }
    std::env::set_var("SUBTHAL_SIMD", "avx2");
    for precision in ["single", "double"] {
        report_if_wanted(format!("t1_{precision}_avx2"), &KINDS[0], precision);
    }
}
