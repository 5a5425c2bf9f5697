//! The complete state in the caller's bytes: saved, loaded, forked.
//!
//! A snapshot is a row of little-endian 64-bit words, the same on every machine and backend:
//!
//! | words | what |
//! |---|---|
//! | 1 | [`MAGIC`] |
//! | 1 | [`FORMAT`], and above it the bytes of a number of the state: 8 in double, 4 in single precision |
//! | 1 | how many words there are |
//! | 1 | what the state belongs to, see [`Identity`] |
//! | 1 | steps done |
//! | one each | the parameters that may change while running, by path |
//! | | the state: [`Circuit::each_word`](super::circuit::Circuit::each_word), past spikes, electrodes |
//! | 1 | FNV-1a of all before |
//!
//! What agrees in all of this is taken as it is: whatever numbers it holds, they stay in the simulator.

use super::lfp::Lfp;
use super::saved::{Fnv, Saved, Saving, WORD};
use super::spikes::SpikeRing;
use super::Simulator;
use crate::error::Error;
use crate::simd::Float;

/// "subthals" as bytes.
const MAGIC: u64 = u64::from_le_bytes(*b"subthals");
/// The version of this format.
const FORMAT: u64 = 1;
/// Words before the parameters: all of the table above but the steps.
const HEADER: usize = 4;
/// A simulator counts this many steps.
pub(super) const MOST_STEPS: u64 = u64::MAX / 2;

/// What a state belongs to.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    /// A hash of the network as it was at the start, probes aside, of its realised synapses, of dt, of the
    /// integrator and of the precision.
    hash: u64,
    /// The parameters that may change while running, by path.
    running: Vec<usize>,
    /// Words of a snapshot.
    n_words: usize,
}

impl Simulator {
    /// Bytes of a snapshot; the same as long as the simulator lives.
    pub fn snapshot_bytes(&self) -> usize {
        self.identity().n_words * WORD
    }

    /// Writes the complete state to the beginning of `bytes`: noise and spikes under way, counts, and
    /// parameters changed while running. Returns how many bytes it took.
    ///
    /// # Errors
    /// `Error::BufferTooSmall`, and `Error::Stopped` after a divergence; nothing is written then.
    pub fn save(&self, bytes: &mut [u8]) -> Result<usize, Error> {
        self.check_running()?;
        let (needed, given) = (self.snapshot_bytes(), bytes.len());
        let Some(bytes) = bytes.get_mut(..needed) else {
            return Err(Error::BufferTooSmall { name: "snapshot", needed, given });
        };
        let (body, checksum) = bytes.split_at_mut(needed - WORD);
        let mut words = Saving::new(body);
        self.header().into_iter().for_each(|word| words.put(word));
        self.each_parameter(&mut |_, value| words.put(value.to_bits()));
        self.each_word(&mut |word| words.put(word));
        checksum.copy_from_slice(&Fnv::of(body).to_le_bytes());
        Ok(needed)
    }

    /// Takes the state of a snapshot, and goes on as what saved it did: after a divergence too. `reset`
    /// still goes back to this simulator's own beginning.
    ///
    /// # Errors
    /// For bytes that are no snapshot, are damaged, or belong to another network, step, integrator or
    /// precision: nothing changes then.
    pub fn load(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.take(bytes)?;
        self.log_load(bytes);
        Ok(())
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut words = self.checked(bytes).map_err(|why| Error::invalid("snapshot", why))?;
        let now: Vec<f64> = self.identity().running.iter().map(|_| words.next_number()).collect();
        self.set_parameters(&now)?;
        self.step = words.next();
        self.circuit.set_words(&mut words);
        self.rings.iter_mut().for_each(|ring| ring.set_bits(&mut words));
        self.lfps.iter_mut().for_each(|lfp| lfp.set_bits(&mut words));
        self.stopped = None;
        Ok(())
    }

    /// Another simulator at the same moment, which goes its own way from here, without a log; the synapses
    /// are shared, since nothing changes them.
    pub fn fork(&self) -> Self {
        Self {
            dt_ms: self.dt_ms,
            backend: self.backend,
            step: self.step,
            block: self.block,
            circuit: self.circuit.fork(),
            precision: self.precision,
            n_populations: self.n_populations,
            rings: self.rings.clone(),
            channels: self.channels.clone(),
            lfps: self.lfps.clone(),
            live: self.live.clone(),
            memory_bytes: self.memory_bytes,
            stopped: self.stopped,
            identity: self.identity.clone(),
            log: None,
        }
    }

    /// Hands over the complete state as words, parameters aside.
    pub(super) fn each_word(&self, visit: &mut dyn FnMut(u64)) {
        visit(self.step);
        self.circuit.each_word(visit);
        let (rings, lfps) = (self.rings.iter(), self.lfps.iter());
        rings.flat_map(SpikeRing::bits).chain(lfps.flat_map(Lfp::bits)).for_each(visit);
    }

    /// FNV-1a over the complete state, bit by bit, in a fixed order.
    pub fn state_hash(&self) -> u64 {
        let mut hash = Fnv::new();
        self.each_word(&mut |word| hash.word(word));
        hash.hash()
    }

    fn identity(&self) -> &Identity {
        self.identity.get_or_init(|| {
            let params = self.params();
            let may_change = |id: &usize| params[*id].while_running;
            let mut running: Vec<usize> = (0..params.len()).filter(may_change).collect();
            running.sort_by_key(|id| &params[*id].path);
            let mut n_state = 0;
            self.each_word(&mut |_| n_state += 1);
            let n_words = HEADER + running.len() + n_state + 1;
            Identity { hash: self.hash_of_description(), running, n_words }
        })
    }

    fn hash_of_description(&self) -> u64 {
        let mut hash = Fnv::new();
        hash.bytes(self.live.at_start().without_probes().to_text().as_bytes());
        hash.bytes(self.precision.as_bytes());
        hash.word(self.dt_ms.to_bits());
        hash.word(u64::from(self.live.is_exact()));
        self.circuit.each_synapse(&mut |word| hash.word(word));
        hash.hash()
    }

    fn header(&self) -> [u64; HEADER] {
        let identity = self.identity();
        let bytes_of_number: u64 = if self.precision == f64::NAME { 8 } else { 4 };
        [MAGIC, FORMAT | bytes_of_number << 32, identity.n_words as u64, identity.hash]
    }

    /// The parameters that may change while running: id and value now.
    fn each_parameter(&self, visit: &mut dyn FnMut(usize, f64)) {
        for &id in &self.identity().running {
            visit(id, self.live.network().value(id).unwrap_or(f64::NAN));
        }
    }

    /// Sets the parameters that may change while running, all or none; those that have their value already
    /// cost nothing.
    fn set_parameters(&mut self, values: &[f64]) -> Result<(), Error> {
        let (mut ids, mut changed, mut place) = (Vec::new(), Vec::new(), 0);
        self.each_parameter(&mut |id, now| {
            if now.to_bits() != values[place].to_bits() {
                ids.push(id);
                changed.push(values[place]);
            }
            place += 1;
        });
        self.apply_many(&ids, &changed)
    }

    /// The words after the header of a snapshot that this simulator can take, or why it cannot.
    fn checked<'a>(&self, bytes: &'a [u8]) -> Result<Saved<'a>, String> {
        let mut words = Saved::new(bytes);
        let ours = self.header();
        let [magic, format, n_words, identity] = [(); HEADER].map(|()| words.next());
        if magic != MAGIC || bytes.len() < HEADER * WORD {
            return Err("is none: its first bytes are not those of a snapshot".into());
        }
        if format as u32 as u64 != FORMAT {
            return Err(format!("has format {}, this library reads {FORMAT}", format as u32));
        }
        if (bytes.len() / WORD) as u64 != n_words || !bytes.len().is_multiple_of(WORD) {
            let expected = u128::from(n_words) * WORD as u128;
            return Err(format!("has {} bytes, {expected} were saved", bytes.len()));
        }
        let (body, checksum) = bytes.split_at(bytes.len() - WORD);
        if Saved::new(checksum).next() != Fnv::of(body) {
            return Err("is damaged: its checksum does not agree".into());
        }
        if format != ours[1] {
            return Err(format!("is not of a simulator in {} precision", self.precision));
        }
        if [n_words, identity] != ours[2..] {
            return Err("is of another network, dt_ms or integrator".into());
        }
        self.check_step(words)?;
        Ok(words)
    }

    fn check_step(&self, mut words: Saved<'_>) -> Result<(), String> {
        words.take(self.identity().running.len());
        match words.next() {
            ..=MOST_STEPS => Ok(()),
            step => Err(format!("stands at step {step}: more than can be counted")),
        }
    }
}
