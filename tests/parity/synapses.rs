//! The seed's synapse where the recorded networks never take it: into its bound at s = 1.

use crate::run::{simulator, DT_MS};
use subthal::engine::Run;
use subthal::network::{Network, Probe, Projection, Rule};

const TAU_RISE_MS: f64 = 5.0;
const TAU_DECAY_MS: f64 = 3.0;
const WEIGHT_NS: [f64; 2] = [0.5, 0.8];
const DELAY: u64 = 8; // steps

/// One synapse as the seed steps it.
#[derive(Clone, Copy, Default)]
struct Synapse {
    x: f64,
    s: f64,
}

impl Synapse {
    fn step(self, arrives: bool) -> Self {
        let s = self.s + DT_MS * (-self.s / TAU_DECAY_MS + self.x / TAU_RISE_MS);
        let x = self.x - DT_MS * self.x / TAU_RISE_MS + f64::from(u8::from(arrives));
        Self { x, s: s.clamp(0.0, 1.0) }
    }
}

/// Two silent cells that reach one silent cell at E = 0.
fn network() -> Network {
    let mut network = Network::new(1);
    network.add_population("sources", "adex_gpi_seed", 2).unwrap();
    network.add_population("target", "adex_gpi_seed", 1).unwrap();
    network.set("sources.i_app", 0.0).unwrap();
    network.set("target.i_app", 0.0).unwrap();
    let rule = Rule::Edges { pre: vec![0, 1], post: vec![0, 0], weight: WEIGHT_NS.into() };
    network
        .add_projection(Projection {
            name: "synapses".into(),
            from: "sources".into(),
            to: "target".into(),
            rule,
            delay_ms: DELAY as f64 * DT_MS,
            tau_rise_ms: TAU_RISE_MS,
            tau_decay_ms: TAU_DECAY_MS,
            unit_peak: false,
            saturating: true,
            ..Projection::default()
        })
        .unwrap();
    for variable in ["i_syn", "v"] {
        let (population, variable) = ("target".into(), variable.into());
        network.add_probe(Probe { population, variable, ..Probe::default() }).unwrap();
    }
    network
}

/// Whether a source fires in a step: 0 in two bursts, 1 once in a while.
fn fires(source: usize, step: u64) -> bool {
    match source {
        0 => step % 2_000 <= 100 && step.is_multiple_of(10),
        _ => step % 300 == 7,
    }
}

#[test]
fn each_synapse_saturates_at_one_by_itself() {
    let mut simulator = simulator(&network());
    let (mut synapses, mut v_mv) = ([Synapse::default(); 2], -60.0);
    let mut n_saturated = 0;
    for step in 0..4_000 {
        for source in (0..2).filter(|&source| fires(source, step)) {
            simulator.inject_spike("sources", source).unwrap();
        }
        let mut row = [0.0; 2];
        simulator.run(1, &mut Run { rows: &mut row, ..Run::default() }).unwrap();

        let mut i_syn = 0.0;
        for (source, synapse) in synapses.iter_mut().enumerate() {
            *synapse = synapse.step(step >= DELAY && fires(source, step - DELAY));
            i_syn += WEIGHT_NS[source] * synapse.s * (0.0 - v_mv);
        }
        n_saturated += u32::from(synapses[0].s == 1.0);
        assert!((row[0] - i_syn).abs() <= 1e-10, "step {step}: {} pA, not {i_syn}", row[0]);
        v_mv = row[1];
    }
    assert!(n_saturated > 200, "{n_saturated} steps at the bound");
    assert!(synapses[1].s < 1.0);
}
