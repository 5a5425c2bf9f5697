//! What was done to a simulator, kept so that it can be done again.
//!
//! A log is a row of little-endian 64-bit words:
//!
//! | words | what |
//! |---|---|
//! | 1 | [`MAGIC`] |
//! | 1 | [`FORMAT`], and above it 1 if the log was full before it was saved |
//! | 1 | how many words there are |
//! | | entries, the first of which is [`Kind::Load`] |
//! | 1 | FNV-1a of all before |
//!
//! An entry is a word that says its [`Kind`], and the words that belong to it. Runs that follow each
//! other are one entry.

use super::entries::{Kind, FORMAT, HEADER, MAGIC};
use super::saved::{Fnv, Saving, WORD};
use super::Simulator;
use crate::error::Error;
use crate::network::memory_limit;

/// Words that are written when a log is saved: the header, a last hash with its step, the checksum.
const FRAME: usize = HEADER + 3 + 1;

/// A log under way: its memory is there, and written to once, before the first step.
#[derive(Debug)]
pub(super) struct Log {
    words: Vec<u64>,
    n_words: usize,
    /// The entry that a further run of its kind makes longer.
    open: Option<(Kind, usize)>,
    /// Hash the state after the first run that passes a multiple of this; 0 is never.
    hash_every: u64,
    n_steps: u64,
    is_full: bool,
}

/// How far a log is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogInfo {
    /// Bytes that it was given.
    pub capacity_bytes: usize,
    /// Bytes that it takes when it is saved.
    pub used_bytes: usize,
    /// Steps that are in it.
    pub n_steps: u64,
    /// Whether something was not logged since there was no room for it, and all that followed.
    pub is_full: bool,
}

impl Log {
    /// An empty log of at most so many bytes when saved, which are written to, so that none of its pages
    /// is missing later.
    fn new(capacity_bytes: usize, hash_every: u64) -> Result<Self, Error> {
        let n_words = (capacity_bytes / WORD).saturating_sub(FRAME);
        let (bytes, limit, mut words) = (capacity_bytes as u64, memory_limit(), Vec::new());
        if bytes > limit || words.try_reserve_exact(n_words).is_err() {
            return Err(Error::TooLarge { what: "the log".into(), bytes, limit });
        }
        words.resize(n_words, u64::MAX);
        Ok(Self { words, n_words: 0, open: None, hash_every, n_steps: 0, is_full: false })
    }

    /// Room for an entry of so many words, or none, and then there never is again.
    fn room(&mut self, n_words: usize) -> Option<&mut [u64]> {
        let begin = self.n_words;
        let room = self.words.get_mut(begin..begin.saturating_add(n_words));
        if self.is_full || room.is_none() {
            self.is_full = true;
            return None;
        }
        self.n_words += n_words;
        room
    }

    fn enter(&mut self, kind: Kind, words: &[u64]) {
        self.open = None;
        if let Some(room) = self.room(1 + words.len()) {
            room[0] = kind as u64;
            room[1..].copy_from_slice(words);
        }
    }

    /// Steps, and their input rows if they had any.
    fn enter_run(&mut self, n_steps: u64, inputs: &[f64]) {
        let kind = if inputs.is_empty() { Kind::Run } else { Kind::RunWithInput };
        let place = match self.open {
            Some((open, place)) if open == kind => place,
            _ => {
                let place = self.n_words;
                self.enter(kind, &[0]);
                place
            }
        };
        let Some(room) = self.room(inputs.len()) else { return };
        room.iter_mut().zip(inputs).for_each(|(word, input)| *word = input.to_bits());
        self.words[place + 1] += n_steps;
        self.n_steps += n_steps;
        self.open = Some((kind, place));
    }

    fn used_bytes(&self) -> usize {
        (FRAME + self.n_words) * WORD
    }
}

impl Simulator {
    /// Begins to log, in `capacity_bytes` that are reserved now; an earlier log is gone. After the first
    /// run that passes a multiple of `hash_every` steps the state is hashed; 0 is never.
    ///
    /// # Errors
    /// Where the capacity does not hold a snapshot, or is more than there is; and after a divergence. An
    /// earlier log goes on then.
    pub fn log_start(&mut self, capacity_bytes: usize, hash_every: u64) -> Result<(), Error> {
        let needed = (FRAME + 1) * WORD + self.snapshot_bytes();
        if capacity_bytes < needed {
            let given = capacity_bytes;
            return Err(Error::BufferTooSmall { name: "capacity_bytes", needed, given });
        }
        let mut snapshot = vec![0; self.snapshot_bytes()];
        self.save(&mut snapshot)?;
        self.log = Some(Box::new(Log::new(capacity_bytes, hash_every)?));
        self.log_load(&snapshot);
        Ok(())
    }

    /// Ends the log, if there is one, and gives its memory back.
    pub fn log_stop(&mut self) {
        self.log = None;
    }

    /// How far the log is.
    ///
    /// # Errors
    /// Where there is none.
    pub fn log_info(&self) -> Result<LogInfo, Error> {
        let log = self.log_under_way()?;
        let capacity_bytes = (FRAME + log.words.len()) * WORD;
        let (n_steps, is_full) = (log.n_steps, log.is_full);
        Ok(LogInfo { capacity_bytes, used_bytes: log.used_bytes(), n_steps, is_full })
    }

    /// Writes the log to the beginning of `bytes`, and the hash of the state as it is now at its end;
    /// returns how many bytes it took. The log goes on.
    ///
    /// # Errors
    /// Where there is no log, and `Error::BufferTooSmall`; nothing is written then.
    pub fn log_save(&self, bytes: &mut [u8]) -> Result<usize, Error> {
        let log = self.log_under_way()?;
        let (needed, given) = (log.used_bytes(), bytes.len());
        let Some(bytes) = bytes.get_mut(..needed) else {
            return Err(Error::BufferTooSmall { name: "log", needed, given });
        };
        let (body, checksum) = bytes.split_at_mut(needed - WORD);
        let mut words = Saving::new(body);
        let header = [MAGIC, FORMAT | u64::from(log.is_full) << 32, (needed / WORD) as u64];
        header.iter().chain(&log.words[..log.n_words]).for_each(|word| words.put(*word));
        self.last_entry(log).into_iter().for_each(|word| words.put(word));
        checksum.copy_from_slice(&Fnv::of(body).to_le_bytes());
        Ok(needed)
    }

    /// The hash of now, or none where there is nothing to compare it with.
    fn last_entry(&self, log: &Log) -> [u64; 3] {
        if log.is_full || self.stopped.is_some() {
            return [Kind::End as u64; 3];
        }
        [Kind::Hash as u64, self.step, self.state_hash()]
    }

    fn log_under_way(&self) -> Result<&Log, Error> {
        self.log.as_deref().ok_or_else(|| Error::invalid("sim", "keeps no log"))
    }

    /// Logs the steps that a run has done since `first_step`, and how they ended.
    #[cold]
    #[inline(never)]
    pub(super) fn log_run(&mut self, first_step: u64, inputs: &[f64]) {
        let (step, stopped) = (self.step, self.stopped);
        let Some(log) = &mut self.log else { return };
        let n_steps = step - first_step + u64::from(stopped.is_some());
        let width = self.live.network().inputs().len();
        log.enter_run(n_steps, &inputs[..(n_steps as usize * width).min(inputs.len())]);
        if let Some(failure) = stopped {
            log.enter(Kind::Stop, &[failure.step, failure.population as u64, failure.cell as u64]);
        } else if log.hash_every > 0 && step / log.hash_every > first_step / log.hash_every {
            let hash = self.state_hash();
            self.log_entry(Kind::Hash, &[step, hash]);
        }
    }

    pub(super) fn log_entry(&mut self, kind: Kind, words: &[u64]) {
        if let Some(log) = &mut self.log {
            log.enter(kind, words);
        }
    }

    pub(super) fn log_set(&mut self, ids: &[usize], values: &[f64]) {
        let Some(log) = &mut self.log else { return };
        log.open = None;
        let Some(room) = log.room(2 + 2 * ids.len()) else { return };
        (room[0], room[1]) = (Kind::Set as u64, ids.len() as u64);
        for (pair, (id, value)) in room[2..].chunks_exact_mut(2).zip(ids.iter().zip(values)) {
            pair.copy_from_slice(&[*id as u64, value.to_bits()]);
        }
    }

    pub(super) fn log_load(&mut self, snapshot: &[u8]) {
        let Some(log) = &mut self.log else { return };
        log.open = None;
        let Some(room) = log.room(1 + snapshot.len() / WORD) else { return };
        room[0] = Kind::Load as u64;
        for (word, bytes) in room[1..].iter_mut().zip(snapshot.chunks_exact(WORD)) {
            *word = bytes.try_into().map_or(0, u64::from_le_bytes);
        }
    }
}
