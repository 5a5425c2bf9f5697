//! Where the time goes: `cargo bench --bench kernels`. One line a figure: name, value, ns per neuron-step.
//!
//! A population of 1024 cells is stepped alone, then with what a figure is about: the figure of noise
//! or synapses is the difference. Minimum of 40 repeats of 400 steps, one thread, on every backend.

use std::time::Instant;
use subthal::engine::{Run, Simulator, SimulatorConfig};
use subthal::network::{Network, Noise, Projection, Rule};
use subthal::simd::Backend;

const CELLS: usize = 1024;
const STEPS: u64 = 400;
const REPEATS: usize = 40;

fn cells(model: &str) -> Network {
    let mut network = Network::new(1);
    network.add_population("p", model, CELLS).expect("a model");
    network
}

fn with_noise(mut network: Network) -> Network {
    let noise = Noise { population: "p".into(), sigma: 50.0, ..Noise::default() };
    network.add_noise(noise).expect("noise");
    network
}

fn with_synapses(mut network: Network) -> Network {
    let (name, from, to) = ("p_to_p".into(), "p".into(), "p".into());
    let (rule, delay_ms, weight) = (Rule::FixedInDegree { k: 20 }, 4.0, 0.01);
    let projection = Projection { name, from, to, rule, delay_ms, weight, ..Projection::default() };
    network.add_projection(projection).expect("a projection");
    network
}

fn nanos_per_neuron_step(network: &Network, precision: &str) -> f64 {
    let config = SimulatorConfig { precision: precision.into(), ..SimulatorConfig::default() };
    let mut simulator = Simulator::new(network, &config).expect("a simulator");
    let time = |_| {
        let start = Instant::now();
        simulator.run(STEPS, &mut Run::default()).expect("it runs");
        start.elapsed().as_nanos() as f64 / (CELLS as u64 * STEPS) as f64
    };
    (0..REPEATS).map(time).fold(f64::INFINITY, f64::min)
}

fn main() {
    println!("name,value,unit");
    for backend in Backend::available() {
        std::env::set_var("SUBTHAL_SIMD", backend.name());
        for precision in ["double", "single"] {
            let report = |name: &str, nanos: f64| {
                println!("{name}_{precision}_{},{nanos:.2},ns", backend.name());
            };
            for model in ["stn", "adex_gpe", "hh_gpe"] {
                report(model, nanos_per_neuron_step(&cells(model), precision));
            }
            let alone = nanos_per_neuron_step(&cells("adex_gpe"), precision);
            let noisy = nanos_per_neuron_step(&with_noise(cells("adex_gpe")), precision);
            report("noise", noisy - alone);
            let wired = nanos_per_neuron_step(&with_synapses(cells("adex_gpe")), precision);
            report("synapses", wired - alone);
        }
    }
}
