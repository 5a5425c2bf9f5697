//! A network from a text: refused, or a network that survives its own text and runs or says why not.

use subthal::engine::{Run, Simulator, SimulatorConfig};
use subthal::network::Network;

/// What a simulator may take here, so that an input stays short.
const MOST_BYTES: u64 = 1 << 20;

/// Reads a text; what is read is written, read again the same, and run.
pub fn text(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(network) = Network::from_text(text) else { return };
    let written = network.to_text();
    let again = Network::from_text(&written).expect("a written network is read");
    assert_eq!(again.to_text(), written, "a text that is read and written stays as it is");
    if network.memory_bytes() < MOST_BYTES {
        run(&network);
    }
}

fn run(network: &Network) {
    let Ok(mut simulator) = Simulator::new(network, &SimulatorConfig::default()) else { return };
    let mut rows = vec![0.0; 2 * simulator.channels().len()];
    let mut run = Run { rows: &mut rows, ..Run::default() };
    let _diverges_or_not = simulator.run(2, &mut run);
    assert!(rows.iter().all(|value| value.is_finite()), "what is written is a number");
}
