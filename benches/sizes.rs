//! Small and large: `cargo bench --bench sizes`. One line a figure: name, value, unit.
//!
//! AdEx cells with noise, each with 100 synapses from others, from 200 to 100,000 of them: ns per neuron-step,
//! minimum of 30 repeats. What a step of 10,000 of them takes where 25 us are real time, with the rate at which
//! they fire: as they are, and driven to fire at a pallidal rate. Then 10/20/15 cells of T1's circuit against its own 50/100/75. Then how long 100,000
//! cells with 1000 synapses each take to build, and what a synapse takes of memory.

use std::time::Instant;
use subthal::engine::{Run, Simulator, SimulatorConfig};
use subthal::network::{Network, Noise, Projection, Rule};
use subthal::presets::{build, Preset};

const REPEATS: usize = 30;
/// Neuron-steps of a repeat.
const WORK: u64 = 20_000_000;

/// AdEx cells with noise and `k` synapses each.
fn cells(n: usize, k: usize) -> Network {
    let mut network = Network::new(1);
    network.add_population("p", "adex_gpe", n).expect("a model");
    let noise = Noise { population: "p".into(), sigma: 50.0, ..Noise::default() };
    network.add_noise(noise).expect("noise");
    let (name, from, to) = ("p_to_p".into(), "p".into(), "p".into());
    let rule = Rule::FixedInDegree { k };
    let projection =
        Projection { name, from, to, rule, delay_ms: 4.0, weight: 0.01, ..Projection::default() };
    network.add_projection(projection).expect("a projection");
    network
}

fn simulator(network: &Network, precision: &str) -> Simulator {
    let config = SimulatorConfig { precision: precision.into(), ..SimulatorConfig::default() };
    Simulator::new(network, &config).expect("a simulator")
}

fn nanos_per_neuron_step(network: &Network, precision: &str) -> f64 {
    let mut simulator = simulator(network, precision);
    let n_cells: usize = network.populations().iter().map(|p| p.n_cells).sum();
    let n_steps = (WORK / n_cells as u64).max(64);
    let time = |_| {
        let start = Instant::now();
        simulator.run(n_steps, &mut Run::default()).expect("it runs");
        start.elapsed().as_nanos() as f64 / (n_cells as u64 * n_steps) as f64
    };
    (0..REPEATS).map(time).fold(f64::INFINITY, f64::min)
}

/// One step of 10,000 cells at 0.025 ms, us: fastest and tenth percentile of repeats of 10 ms, after 200 ms.
fn report_real_time(i_app_pa: f64) {
    let (n_cells, n_steps) = (10_000, 400);
    let mut network = cells(n_cells, 100);
    network.set("p.i_app", i_app_pa).expect("a parameter");
    let mut simulator = simulator(&network, "single");
    simulator.run(8000, &mut Run::default()).expect("it runs");
    let before = simulator.spike_count("p").expect("a population");
    let mut micros = [0.0; 3 * REPEATS];
    for time in &mut micros {
        let start = Instant::now();
        simulator.run(n_steps, &mut Run::default()).expect("it runs");
        *time = start.elapsed().as_nanos() as f64 / 1e3 / n_steps as f64;
    }
    micros.sort_by(f64::total_cmp);
    let spikes = simulator.spike_count("p").expect("a population") - before;
    let seconds = (micros.len() as u64 * n_steps) as f64 * 0.025e-3;
    let name = format!("step_of_10000_driven_by_{i_app_pa}");
    println!("{name}_rate_hz,{:.1},Hz", spikes as f64 / n_cells as f64 / seconds);
    println!("{name}_min_us,{:.2},us", micros[0]);
    println!("{name}_p10_us,{:.2},us", micros[micros.len() / 10]);
}

/// Bytes that this process holds, where the system says.
fn resident_bytes() -> f64 {
    let told = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: f64 = told.split(' ').nth(1).and_then(|n| n.parse().ok()).unwrap_or(0.0);
    pages * 4096.0
}

fn report_building(precision: &str) {
    let (n, k) = (100_000, 1000);
    let (network, before, start) = (cells(n, k), resident_bytes(), Instant::now());
    let simulator = simulator(&network, precision);
    let seconds = start.elapsed().as_secs_f64();
    let bytes = (resident_bytes() - before) / (n * k) as f64;
    println!("build_100000_cells_1000_synapses_{precision},{seconds:.2},s");
    println!("bytes_per_synapse_{precision},{bytes:.2},B");
    drop(simulator);
}

fn main() {
    println!("name,value,unit");
    [0.0, 270.0, 400.0].into_iter().for_each(report_real_time);
    for precision in ["single", "double"] {
        for n in [200, 1000, 10_000, 100_000] {
            let nanos = nanos_per_neuron_step(&cells(n, 100), precision);
            println!("adex_{n}_cells_{precision},{nanos:.3},ns");
        }
        for (name, n_stn, n_gpe, n_gpi) in [("10_20_15", 10, 20, 15), ("50_100_75", 50, 100, 75)] {
            let sizes = Preset { n_stn, n_gpe, n_gpi, seed: 0 };
            let network = build("stn_gpe_gpi_adex_healthy", &sizes).expect("a preset");
            println!(
                "circuit_{name}_{precision},{:.3},ns",
                nanos_per_neuron_step(&network, precision)
            );
        }
        report_building(precision);
    }
}
