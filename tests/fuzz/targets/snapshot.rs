//! Bytes loaded as a snapshot: refused without a trace, or a state that is saved, loaded and run alike.

use std::cell::RefCell;

use subthal::engine::{Run, Simulator, SimulatorConfig, PRECISIONS};
use subthal::network::{Network, Noise, Projection};

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

/// A simulator, and a snapshot that it has made.
struct Subject {
    simulator: Simulator,
    sound: Vec<u8>,
}

thread_local! {
    static SUBJECTS: RefCell<Vec<Subject>> = RefCell::new(subjects());
}

/// Three cells in two populations, with noise, and synapses of every kind: late by one delay, late each by its
/// own, and held at 1.
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
        let _runs = run(&mut simulator);
        simulator.inject_spike("b", 0).expect("a cell");
        let sound = saved(&simulator).expect("it has not diverged");
        Subject { simulator, sound }
    };
    PRECISIONS.map(subject).into()
}

/// The snapshots that the bytes of an input are to damage.
pub fn sound() -> Vec<Vec<u8>> {
    SUBJECTS.with_borrow(|subjects| subjects.iter().map(|subject| subject.sound.clone()).collect())
}

/// Loads a snapshot: given byte for byte, or as edits of a sound one; sealed anew, or not.
pub fn snapshot(bytes: &[u8]) {
    SUBJECTS.with_borrow_mut(|subjects| {
        let mut bytes = Bytes::new(bytes);
        let way = bytes.byte();
        let subject = &mut subjects[usize::from(way & 1)];
        let mut given =
            if way & 2 == 0 { edited(&subject.sound, &mut bytes) } else { bytes.rest().to_vec() };
        if way & 4 == 0 {
            seal(&mut given);
        }
        subject.take(&given);
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
    fn take(&mut self, bytes: &[u8]) {
        let before = self.simulator.state_hash();
        if self.simulator.load(bytes).is_err() {
            assert_eq!(self.simulator.state_hash(), before, "what is refused leaves no trace");
            return;
        }
        let taken = saved(&self.simulator).expect("what was loaded can be saved");
        let ran = run(&mut self.simulator);
        self.simulator.load(&taken).expect("what was saved can be loaded");
        assert_eq!(run(&mut self.simulator), ran, "a snapshot goes on as what it was made of");
        self.simulator.load(&self.sound).expect("the sound one");
    }
}

fn saved(simulator: &Simulator) -> Option<Vec<u8>> {
    let mut bytes = vec![0; simulator.snapshot_bytes()];
    simulator.save(&mut bytes).ok().map(|_| bytes)
}

/// The state after a few steps, and whether it could be reached.
fn run(simulator: &mut Simulator) -> (u64, bool) {
    let ran = simulator.run(5, &mut Run::default()).is_ok();
    (simulator.state_hash(), ran)
}
