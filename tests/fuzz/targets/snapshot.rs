//! Bytes loaded as a snapshot: refused without a trace, or a state that is saved, loaded and run alike. And
//! bytes replayed as a log: to an end, or to what is wrong with them.

use std::cell::RefCell;

use subthal::engine::{Replay, Run, Simulator, SimulatorConfig, PRECISIONS};
use subthal::network::{
    Input, Kinetics, Network, Noise, Projection, Pulses, Rule, Stimulator, Waveform,
};

use super::Bytes;

/// Words where things go wrong: in counts, in doubles, in singles, in flags.
const WORDS: [u64; 12] = [
    0,
    1,
    u64::MAX,
    u64::MAX / 2,
    1 << 63,
    0x7FF0_0000_0000_0000,
    0x7FF8_0000_0000_0000,
    0x7FEF_FFFF_FFFF_FFFF,
    0x7F80_0000,
    0x7FC0_0000,
    0x7F7F_FFFF,
    0x4056_8000_0000_0000,
];

/// Steps of a log that are done again, at most.
const MOST_STEPS: u64 = 50;

/// A simulator, a snapshot that it has made, which is what it is when an input comes, and a log.
struct Subject {
    simulator: Simulator,
    sound: Vec<u8>,
    hash: u64,
    log: Vec<u8>,
}

thread_local! {
    static SUBJECTS: RefCell<Vec<Subject>> = RefCell::new(subjects());
}

/// Three cells in two populations, with noise, pulses, and synapses of every kind: late by one delay, late each by
/// its own, held at 1, and opened by V.
fn network() -> Network {
    let mut network = Network::new(7);
    network.add_population("a", "stn", 2).expect("a population");
    network.add_population("b", "adex_gpe", 1).expect("a population");
    let kinds =
        [("ab", "a", "b", 0.0, false), ("ba", "b", "a", 0.1, false), ("aa", "a", "a", 0.0, true)];
    for (name, from, to, delay_spread_ms, saturating) in kinds {
        let (name, from, to) = (name.into(), from.into(), to.into());
        let (delay_ms, weight) = (0.1, 2.0);
        let kind = Projection { name, from, to, delay_ms, delay_spread_ms, ..Default::default() };
        let projection = Projection { weight, saturating, ..kind };
        network.add_projection(projection).expect("a projection");
    }
    let (name, from, to) = ("bb".into(), "b".into(), "b".into());
    let (rule, kinetics) =
        (Rule::Edges { pre: vec![0], post: vec![0], weight: vec![1.0] }, Kinetics::Graded);
    let graded = Projection { name, from, to, rule, kinetics, ..Projection::default() };
    network.add_projection(graded).expect("a projection");
    let (name, population) = ("pulses".into(), "a".into());
    let train = Pulses { name, population, frequency_hz: 2e3, cv: 0.3, ..Pulses::default() };
    network.add_pulses(train).expect("a train");
    let (name, population, waveform) = ("dbs".into(), "a".into(), Waveform::Passive);
    let (axon_fraction, frequency_hz, amplitude_ma) = (0.5, 3e3, 2.0);
    let pulses = Stimulator { name, population, waveform, axon_fraction, ..Stimulator::default() };
    network
        .add_stimulator(Stimulator { frequency_hz, amplitude_ma, slew_ma_per_s: 1e3, ..pulses })
        .expect("a stimulator");
    let (name, population) = ("i".into(), "b".into());
    network.add_input(Input { name, population, ..Input::default() }).expect("an input");
    let (population, sigma) = ("a".into(), 1.0);
    network.add_noise(Noise { population, sigma, ..Noise::default() }).expect("noise");
    network
}

fn subjects() -> Vec<Subject> {
    let network = network();
    let subject = |precision: &str| {
        let config = SimulatorConfig { precision: precision.into(), ..Default::default() };
        let mut simulator = Simulator::new(&network, &config).expect("a simulator");
        simulator.inject_spike("a", 1).expect("a cell");
        simulator.run(5, &mut Run::default()).expect("it runs");
        simulator.inject_spike("b", 0).expect("a cell");
        let sound = saved(&simulator).expect("it has not diverged");
        let (hash, log) = (simulator.state_hash(), logged(&mut simulator));
        simulator.load(&sound).expect("its own");
        Subject { simulator, sound, hash, log }
    };
    PRECISIONS.map(subject).into()
}

/// A log of one entry of each kind.
fn logged(simulator: &mut Simulator) -> Vec<u8> {
    let sound = saved(simulator).expect("it has not diverged");
    simulator.log_start(4 * sound.len(), 4).expect("there is room");
    simulator.run(3, &mut Run::default()).expect("it runs");
    simulator.run(2, &mut Run { inputs: &[0.5, -0.5], ..Run::default() }).expect("it runs");
    simulator.set_many(&[0], &[40.0]).expect("in range");
    simulator.inject_spike("a", 0).expect("a cell");
    simulator.reset();
    simulator.load(&sound).expect("its own");
    let mut log = vec![0; simulator.log_info().expect("there is a log").used_bytes];
    simulator.log_save(&mut log).expect("there is room");
    simulator.log_stop();
    log
}

/// The snapshots and logs that the bytes of an input are to damage.
pub fn sound() -> Vec<Vec<u8>> {
    let both = |subject: &Subject| [subject.sound.clone(), subject.log.clone()];
    SUBJECTS.with_borrow(|subjects| subjects.iter().flat_map(both).collect())
}

/// Loads a snapshot or replays a log: given byte for byte, or as edits of a sound one; sealed anew, or not.
/// Every other snapshot that is taken is also saved and loaded, which takes most of the time.
pub fn snapshot(bytes: &[u8]) {
    SUBJECTS.with_borrow_mut(|subjects| {
        let mut bytes = Bytes::new(bytes);
        let way = bytes.byte();
        let subject = &mut subjects[usize::from(way & 1)];
        let sound = if way & 16 == 0 { &subject.sound } else { &subject.log };
        let mut given =
            if way & 2 == 0 { edited(sound, &mut bytes) } else { bytes.rest().to_vec() };
        if way & 4 == 0 {
            seal(&mut given);
        }
        match way & 16 {
            0 => subject.take(&given, way & 8 == 0),
            _ => subject.replay(&given, way & 8 == 0),
        }
    });
}

fn edited(sound: &[u8], edits: &mut Bytes<'_>) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    while !edits.is_empty() {
        let place = edits.short() % (bytes.len() / 8) * 8;
        let kind = usize::from(edits.byte());
        let word = WORDS.get(kind).copied().unwrap_or_else(|| edits.word());
        bytes[place..][..8].copy_from_slice(&word.to_le_bytes());
    }
    bytes
}

/// Writes the checksum, without which nothing else is looked at: FNV-1a.
fn seal(bytes: &mut [u8]) {
    let Some(body) = bytes.len().checked_sub(8) else { return };
    let fold = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
    let hash = bytes[..body].iter().fold(0xCBF2_9CE4_8422_2325, fold);
    bytes[body..].copy_from_slice(&hash.to_le_bytes());
}

impl Subject {
    fn take(&mut self, bytes: &[u8], twice: bool) {
        if self.simulator.load(bytes).is_err() {
            assert_eq!(self.simulator.state_hash(), self.hash, "what is refused leaves no trace");
            return;
        }
        let taken = twice.then(|| saved(&self.simulator).expect("what was loaded can be saved"));
        let ran = self.simulator.run(5, &mut Run::default()).is_ok();
        if let Some(taken) = taken {
            let reached = (ran, self.simulator.state_hash());
            self.simulator.load(&taken).expect("what was saved can be loaded");
            let ran = self.simulator.run(5, &mut Run::default()).is_ok();
            let again = (ran, self.simulator.state_hash());
            assert_eq!(again, reached, "a snapshot goes on as what it was made of");
        }
        self.simulator.load(&self.sound).expect("the sound one");
    }
}

impl Subject {
    /// In one go, or in two.
    fn replay(&mut self, log: &[u8], twice: bool) {
        let mut replay = Replay::default();
        let most = if twice { 2 } else { MOST_STEPS };
        let begun = self.simulator.replay(log, most, &mut replay);
        if begun.is_ok() && !replay.ended {
            let _ends_or_not = self.simulator.replay(log, MOST_STEPS, &mut replay);
        }
        self.simulator.load(&self.sound).expect("the sound one");
    }
}

fn saved(simulator: &Simulator) -> Option<Vec<u8>> {
    let mut bytes = vec![0; simulator.snapshot_bytes()];
    simulator.save(&mut bytes).ok().map(|_| bytes)
}
