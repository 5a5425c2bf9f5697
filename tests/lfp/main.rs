//! Electrodes that record: physics, amplifier, blanking, and the same bits in any cut.

mod amplifier;
mod moments;
mod physics;
mod refusals;

use subthal::engine::{Run, Simulator, SimulatorConfig};
use subthal::network::{Lfp, Network, Noise, Probe, Projection, Rule};

/// A cell model in pA and one in uA/cm2, joined, each synaptic current recorded.
pub(crate) fn network() -> Network {
    let mut network = Network::new(7);
    network.add_population("gpe", "adex_gpe", 20).unwrap();
    network.add_population("stn", "stn", 17).unwrap();
    for (name, from, to, e_rev_mv) in
        [("stn_to_gpe", "stn", "gpe", 0.0), ("gpe_to_stn", "gpe", "stn", -80.0)]
    {
        let rule = Rule::FixedInDegree { k: 5 };
        let (name, from, to) = (name.into(), from.into(), to.into());
        let projection = Projection { name, from, to, rule, e_rev_mv, ..Projection::default() };
        network.add_projection(projection).unwrap();
    }
    network.set("stn.area", 3e-5).unwrap();
    let noise = Noise { population: "gpe".into(), sigma: 100.0, ..Noise::default() };
    network.add_noise(noise).unwrap();
    network.place_in_ball("gpe", [0.0, 1500.0, 0.0], 800.0).unwrap();
    network.place_in_ball("stn", [0.0, -500.0, 100.0], 600.0).unwrap();
    for population in ["gpe", "stn"] {
        let (population, variable) = (population.into(), "i_syn".into());
        network.add_probe(Probe { population, variable, ..Probe::default() }).unwrap();
    }
    network
}

/// The same with an electrode; `lfp` says what is not usual about it.
pub(crate) fn recorded(lfp: Lfp) -> Network {
    let mut network = network();
    network.add_lfp(Lfp { name: "lfp".into(), ..lfp }).unwrap();
    network
}

pub(crate) fn simulator(network: &Network, precision: &str) -> Simulator {
    let config = SimulatorConfig { precision: precision.into(), ..SimulatorConfig::default() };
    Simulator::new(network, &config).unwrap()
}

/// The rows of the next steps.
pub(crate) fn rows(simulator: &mut Simulator, n_steps: u64, every: u64) -> Vec<Vec<f64>> {
    let width = simulator.channels().len();
    let mut rows = vec![0.0; width * simulator.row_count(n_steps, every) as usize];
    let mut run = Run { rows: &mut rows, every, ..Run::default() };
    simulator.run(n_steps, &mut run).unwrap();
    rows.chunks(width).map(<[f64]>::to_vec).collect()
}

/// The last channel of the next steps.
pub(crate) fn last_channel(simulator: &mut Simulator, n_steps: u64, every: u64) -> Vec<f64> {
    rows(simulator, n_steps, every).iter().map(|row| *row.last().unwrap()).collect()
}
