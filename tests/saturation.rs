//! Saturating synapses, run as events, are the synapses one by one: each s held in [0, 1].

use subthal::engine::{Run, Simulator, SimulatorConfig, Spike};
use subthal::network::{Network, Probe, Projection, Rule};

const DT_MS: f64 = 0.025;
const TAU_RISE_MS: f64 = 5.0;
const TAU_DECAY_MS: f64 = 8.0;
const DELAY: usize = 8; // steps
const SOURCES: usize = 37;
const TARGETS: usize = 13;
const STEPS: usize = 8_000;

/// A sequence of numbers in (0, 1) that owes nothing to the library (xorshift64*).
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / 9_007_199_254_740_992.0
    }
}

/// One connection, stepped as the equations say.
struct Synapse {
    pre: u32,
    post: u32,
    weight: f64,
    x: f64,
    s: f64,
}

impl Synapse {
    /// s by the old x, then x, then the spike; whether the bound acted.
    fn step(&mut self, arrives: bool) -> bool {
        let s = self.s + DT_MS * (-self.s / TAU_DECAY_MS + self.x / TAU_RISE_MS);
        self.x -= DT_MS * self.x / TAU_RISE_MS;
        self.x += f64::from(u8::from(arrives));
        self.s = s.clamp(0.0, 1.0);
        s > 1.0
    }
}

/// Each source reaches each target with probability 0.4, by a weight of its own.
fn synapses(draws: &mut Draws) -> Vec<Synapse> {
    let pairs =
        (0..SOURCES as u32).flat_map(|pre| (0..TARGETS as u32).map(move |post| (pre, post)));
    let mut chosen: Vec<_> = pairs.filter(|_| draws.next() < 0.4).collect();
    chosen.reverse(); // the list need not be in order
    let synapse = |(pre, post)| Synapse { pre, post, weight: draws.next(), x: 0.0, s: 0.0 };
    chosen.into_iter().map(synapse).collect()
}

fn network(synapses: &[Synapse]) -> Network {
    let mut network = Network::new(1);
    network.add_population("sources", "adex_gpi", SOURCES).unwrap();
    network.add_population("targets", "adex_gpi", TARGETS).unwrap();
    let drives: Vec<f64> = (0..SOURCES).map(|cell| 30.0 * cell as f64).collect(); // silent to fast
    network.set_cells("sources.i_app", &drives).unwrap();
    network.set("targets.i_app", 0.0).unwrap();
    let rule = Rule::Edges {
        pre: synapses.iter().map(|synapse| synapse.pre).collect(),
        post: synapses.iter().map(|synapse| synapse.post).collect(),
        weight: synapses.iter().map(|synapse| synapse.weight).collect(),
    };
    network
        .add_projection(Projection {
            name: "synapses".into(),
            from: "sources".into(),
            to: "targets".into(),
            rule,
            delay_ms: DELAY as f64 * DT_MS,
            tau_rise_ms: TAU_RISE_MS,
            tau_decay_ms: TAU_DECAY_MS,
            e_rev_mv: 80.0, // far from any V, so that no current cancels
            unit_peak: false,
            saturating: true,
            ..Projection::default()
        })
        .unwrap();
    for variable in ["i_syn", "v"] {
        let (population, variable) = ("targets".into(), variable.into());
        network.add_probe(Probe { population, variable, ..Probe::default() }).unwrap();
    }
    network
}

/// The library, one step at a time, with volleys of spikes injected beside those that cells fire.
struct Observed {
    simulator: Simulator,
    /// Who fired, by step.
    fired: Vec<Vec<u32>>,
}

impl Observed {
    fn step(&mut self, draws: &mut Draws) -> [f64; 2 * TARGETS] {
        let volley = self.fired.len() % 2_000 < 600; // then long enough a pause to leave the bound
        for cell in 0..SOURCES {
            if volley && draws.next() < 0.02 {
                self.simulator.inject_spike("sources", cell).unwrap();
            }
        }
        let (mut row, mut spikes) = ([0.0; 2 * TARGETS], [Spike::default(); SOURCES + TARGETS]);
        let mut run = Run { rows: &mut row, spikes: &mut spikes, ..Run::default() };
        self.simulator.run(1, &mut run).unwrap();
        let n_spikes = run.n_spikes as usize;
        let of_sources = spikes[..n_spikes].iter().filter(|spike| spike.population == 0);
        self.fired.push(of_sources.map(|spike| spike.cell).collect());
        row
    }

    /// Whether a spike of `source` arrives in `step`.
    fn arrives(&self, source: u32, step: usize) -> bool {
        step >= DELAY && self.fired[step - DELAY].contains(&source)
    }
}

fn currents(synapses: &[Synapse], v_mv: &[f64]) -> [f64; TARGETS] {
    let mut currents = [0.0; TARGETS];
    for synapse in synapses {
        let target = synapse.post as usize;
        currents[target] += synapse.weight * synapse.s * (80.0 - v_mv[target]);
    }
    currents
}

/// How often the bound acted and ceased to act.
#[derive(Default)]
struct Clipping {
    share: f64,
    now: Vec<bool>,
    n_changes: usize,
}

impl Clipping {
    fn note(&mut self, now: Vec<bool>) {
        let n_clipped = now.iter().filter(|clipped| **clipped).count();
        self.share += n_clipped as f64 / (now.len() * STEPS) as f64;
        self.n_changes += now.iter().zip(&self.now).filter(|(now, before)| now != before).count();
        self.now = now;
    }
}

#[test]
fn sums_with_events_equal_synapses_one_by_one() {
    let mut draws = Draws(0x9E37_79B9_7F4A_7C15);
    let mut synapses = synapses(&mut draws);
    let simulator = Simulator::new(&network(&synapses), &SimulatorConfig::default()).unwrap();
    let mut v_mv = simulator.state("targets", "v").unwrap().collect::<Vec<_>>();
    let mut observed = Observed { simulator, fired: Vec::new() };
    let (mut clipping, mut worst) = (Clipping::default(), 0.0_f64);
    for step in 0..STEPS {
        let row = observed.step(&mut draws);
        let advance = |synapse: &mut Synapse| synapse.step(observed.arrives(synapse.pre, step));
        clipping.note(synapses.iter_mut().map(advance).collect());
        for (expected, found) in currents(&synapses, &v_mv).iter().zip(&row) {
            let error = (found - expected).abs() / expected.abs().max(f64::MIN_POSITIVE);
            worst = worst.max(if expected == found { 0.0 } else { error });
        }
        v_mv.copy_from_slice(&row[TARGETS..]);
    }
    assert!(worst < 1e-12, "relative error of i_syn {worst:e}");
    assert!(clipping.share > 0.2 && clipping.share < 0.8, "{} at the bound", clipping.share);
    assert!(clipping.n_changes > 1_000, "{} changes", clipping.n_changes);
}
