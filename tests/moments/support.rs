//! Simulators under way, and their moments as bytes.

use subthal::engine::{Run, Simulator, SimulatorConfig, PRECISIONS};
use subthal::network::Network;
use subthal::presets::{build, Preset};

pub const PRESETS: [&str; 4] = [
    "stn_gpe_gpi_adex_parkinsonian_gpe_gpe",
    "stn_gpe_gpi_hh_healthy",
    "seed_hh_default",
    "seed_adex_healthy_physical_sign",
];

pub fn network(name: &str) -> Network {
    let sizes = Preset { n_stn: 9, n_gpe: 17, n_gpi: 33, seed: 4 };
    let mut network = build(name, &sizes).expect("a preset");
    if name.starts_with("stn") {
        network.set("gpe_to_stn.delay_spread", 3.0).expect("delays of their own");
    }
    network
}

pub fn simulator(network: &Network, precision: &str) -> Simulator {
    let config = SimulatorConfig { precision: precision.into(), ..SimulatorConfig::default() };
    Simulator::new(network, &config).expect("a simulator")
}

pub fn run(simulator: &mut Simulator, n_steps: u64) -> u64 {
    simulator.run(n_steps, &mut Run::default()).expect("it runs");
    simulator.state_hash()
}

pub fn saved(simulator: &Simulator) -> Vec<u8> {
    let mut bytes = vec![0; simulator.snapshot_bytes()];
    assert_eq!(simulator.save(&mut bytes), Ok(bytes.len()));
    bytes
}

/// A simulation after an odd number of steps, with a parameter changed, and a spike that is to come.
pub fn under_way(network: &Network, precision: &str) -> Simulator {
    let mut simulator = simulator(network, precision);
    run(&mut simulator, 400);
    let id = simulator.find_param("gpe.i_app").expect("a parameter");
    let value = simulator.value(id).expect("a value");
    simulator.set_many(&[id], &[value + 1.5]).expect("in range");
    run(&mut simulator, 377);
    simulator.inject_spike("stn", 8).expect("a cell");
    simulator
}

/// Every preset in every precision.
pub fn each_way(mut visit: impl FnMut(&Network, &str)) {
    for name in PRESETS {
        let network = network(name);
        PRECISIONS.iter().for_each(|precision| visit(&network, precision));
    }
}

/// FNV-1a, which a damaged snapshot must still agree with to be looked at any further.
pub fn resealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let body = bytes.len() - 8;
    let fold = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
    let hash = bytes[..body].iter().fold(0xCBF2_9CE4_8422_2325, fold);
    bytes[body..].copy_from_slice(&hash.to_le_bytes());
    bytes
}

/// Sets one parameter from the next step on.
pub fn set(simulator: &mut Simulator, path: &str, value: f64) {
    let id = simulator.find_param(path).expect("a parameter");
    simulator.set_many(&[id], &[value]).expect("in range");
}
