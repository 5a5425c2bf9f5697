//! Stimulators: charge for charge, when they were asked to, within their limits, whatever the step and the cuts.

mod axons;
mod charge;
mod moments;
mod shapes;
mod timing;

use subthal::engine::{Run, Simulator, SimulatorConfig};
use subthal::network::{Network, Probe, Stimulator, Waveform};

/// Two silent cells under a stimulator, whose current is recorded.
pub(crate) fn network(stimulator: Stimulator) -> Network {
    let mut network = Network::new(3);
    network.add_population("gpe", "adex_gpe", 2).unwrap();
    let (name, population) = ("dbs".into(), "gpe".into());
    network.add_stimulator(Stimulator { name, population, ..stimulator }).unwrap();
    let (population, variable) = ("gpe".into(), "i_input".into());
    let cells = vec![0];
    network.add_probe(Probe { population, variable, cells, ..Probe::default() }).unwrap();
    network
}

/// A simulator of it at this step.
pub(crate) fn simulator(network: &Network, dt_ms: f64) -> Simulator {
    let config = SimulatorConfig { dt_ms, ..SimulatorConfig::default() };
    Simulator::new(network, &config).unwrap()
}

/// The current in each of the next steps.
pub(crate) fn currents(simulator: &mut Simulator, n_steps: usize) -> Vec<f64> {
    let mut rows = vec![0.0; n_steps];
    simulator.run(n_steps as u64, &mut Run { rows: &mut rows, ..Run::default() }).unwrap();
    rows
}

/// A clinical train: 130 Hz, 3 mA, 60 us.
pub(crate) fn clinical(waveform: Waveform) -> Stimulator {
    Stimulator { waveform, frequency_hz: 130.0, amplitude_ma: 3.0, ..Stimulator::default() }
}
