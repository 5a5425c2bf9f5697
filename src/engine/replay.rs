//! What a log tells, done again by the same calls, and compared.

use super::entries::{Entry, Kind, FORMAT, HEADER, MAGIC};
use super::saved::{Fnv, Saved, WORD};
use super::{Run, Simulator};
use crate::error::Error;
use std::cmp::Ordering;

/// Steps that are done in one go: their inputs are copied.
const CHUNK: u64 = 4096;

/// How far a replay is, and what it has found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replay {
    /// Words of entries that are done; 0 begins.
    pub position: u64,
    /// Steps that are done of the entry that stands there.
    pub steps_into: u64,
    /// Steps done again since the beginning of the log.
    pub n_steps: u64,
    /// States that were the same as the log says.
    pub n_equal: u64,
    /// The step of the last of them.
    pub equal_step: u64,
    /// The step of the first that was not.
    pub departed_step: u64,
    /// Whether there was one: the replay ends there.
    pub departed: bool,
    /// Whether nothing is left to be done.
    pub ended: bool,
    /// Whether the log was full before it was saved: what followed is not in it.
    pub was_full: bool,
}

/// A replay under way.
struct Replaying<'a, 'b> {
    sim: &'a mut Simulator,
    /// Steps that may still be done.
    n_left: u64,
    /// What stands behind the entry that is being done.
    rest: Saved<'b>,
    replay: &'a mut Replay,
}

impl Simulator {
    /// Does at most `n_steps` more of the steps of a log again, and all that stands between them; goes on
    /// where `replay` says the last call ended. Begins by taking the snapshot at the beginning of the log.
    ///
    /// # Errors
    /// For bytes that are no log, are damaged, or belong to another network, step, integrator or
    /// precision: nothing changes then.
    pub fn replay(&mut self, log: &[u8], n_steps: u64, replay: &mut Replay) -> Result<(), Error> {
        if replay.position == 0 {
            check(log).map_err(invalid)?;
            *replay = Replay { was_full: format_of(log) >> 32 != 0, ..Replay::default() };
        }
        let mut rest = Saved::new(&log[..log.len().saturating_sub(WORD)]);
        rest.take(HEADER.saturating_add(usize::try_from(replay.position).unwrap_or(usize::MAX)));
        let mut replaying = Replaying { sim: self, n_left: n_steps, rest, replay };
        while !replaying.replay.ended && replaying.next()? {}
        Ok(())
    }
}

impl Replaying<'_, '_> {
    /// Does the next entry; says whether it is done, which a run is not while steps of it are left.
    fn next(&mut self) -> Result<bool, Error> {
        let n_before = self.rest.n_left();
        let n_inputs = self.sim.inputs().len();
        let entry = Entry::read(&mut self.rest, n_inputs);
        if !self.again(entry.ok_or_else(|| invalid("holds what is no entry"))?)? {
            return Ok(false);
        }
        self.replay.position += (n_before - self.rest.n_left()) as u64;
        self.replay.steps_into = 0;
        self.replay.ended |= self.rest.n_left() == 0;
        Ok(true)
    }

    fn again(&mut self, entry: Entry<'_>) -> Result<bool, Error> {
        match entry {
            Entry::Run { n_steps, inputs } => return self.run(n_steps, inputs),
            Entry::Set(pairs) => self.set(pairs)?,
            Entry::Inject { population, cell } => self.sim.inject(population, cell)?,
            Entry::Reset => self.sim.reset(),
            Entry::Load(snapshot) => self.sim.load(snapshot)?,
            Entry::Hash { step, hash } => {
                let same = self.sim.step == step && self.sim.state_hash() == hash;
                self.compare(same && self.sim.stopped.is_none(), step);
            }
            Entry::Stop(failure) => {
                self.compare(self.sim.stopped == Some(failure), failure.step);
            }
            Entry::End => self.replay.ended = true,
        }
        Ok(true)
    }

    /// Does the steps that are left of a run, or as many as may be done; says whether none is left.
    fn run(&mut self, n_steps: u64, inputs: Option<Saved<'_>>) -> Result<bool, Error> {
        while self.replay.steps_into < n_steps && self.n_left > 0 {
            let n_now = (n_steps - self.replay.steps_into).min(self.n_left).min(CHUNK);
            let inputs = self.input_rows(inputs, n_now);
            let ran = self.sim.run(n_now, &mut Run { inputs: &inputs, ..Run::default() });
            if !matches!(ran, Ok(()) | Err(Error::Diverged { .. })) {
                return ran.map(|()| false);
            }
            self.replay.steps_into += n_now;
            self.replay.n_steps = self.replay.n_steps.saturating_add(n_now);
            self.n_left -= n_now;
            if ran.is_err() && !self.diverged_then(n_steps) {
                return Ok(false);
            }
        }
        match self.replay.steps_into.cmp(&n_steps) {
            Ordering::Greater => Err(invalid("has no such place")),
            order => Ok(order == Ordering::Equal),
        }
    }

    /// Whether the log has a divergence at the end of this run, as there is one now.
    fn diverged_then(&mut self, n_steps: u64) -> bool {
        let next = Entry::read(&mut self.rest.clone(), self.sim.inputs().len());
        let then = self.replay.steps_into == n_steps && matches!(next, Some(Entry::Stop(_)));
        if let (false, Some(failure)) = (then, self.sim.stopped) {
            self.compare(false, failure.step);
        }
        then
    }

    /// The input rows of the next steps of a run.
    fn input_rows(&self, inputs: Option<Saved<'_>>, n_steps: u64) -> Vec<f64> {
        let Some(mut inputs) = inputs else { return Vec::new() };
        let n_inputs = self.sim.inputs().len();
        inputs.take(self.replay.steps_into as usize * n_inputs);
        (0..n_steps as usize * n_inputs).map(|_| inputs.next_number()).collect()
    }

    fn set(&mut self, mut pairs: Saved<'_>) -> Result<(), Error> {
        let (mut ids, mut values) = (Vec::new(), Vec::new());
        while pairs.n_left() > 0 {
            ids.push(usize::try_from(pairs.next()).unwrap_or(usize::MAX));
            values.push(pairs.next_number());
        }
        self.sim.set_many(&ids, &values)
    }

    /// Notes whether a state is the same as then; the replay ends at the first that is not.
    fn compare(&mut self, same: bool, step: u64) {
        if same {
            self.replay.n_equal = self.replay.n_equal.saturating_add(1);
            self.replay.equal_step = step;
        } else {
            (self.replay.departed, self.replay.departed_step) = (true, step);
            self.replay.ended = true;
        }
    }
}

/// Whether these bytes are a log, or why not.
fn check(log: &[u8]) -> Result<(), String> {
    let mut words = Saved::new(log);
    let [magic, format, n_words] = [(); HEADER].map(|()| words.next());
    if magic != MAGIC || log.len() < (HEADER + 1) * WORD {
        return Err("is none: its first bytes are not those of a log".into());
    }
    if format as u32 as u64 != FORMAT {
        return Err(format!("has format {}, this library reads {FORMAT}", format as u32));
    }
    if (log.len() / WORD) as u64 != n_words || !log.len().is_multiple_of(WORD) {
        let expected = u128::from(n_words) * WORD as u128;
        return Err(format!("has {} bytes, {expected} were saved", log.len()));
    }
    let (body, checksum) = log.split_at(log.len() - WORD);
    if Saved::new(checksum).next() != Fnv::of(body) {
        return Err("is damaged: its checksum does not agree".into());
    }
    if words.next() != Kind::Load as u64 {
        return Err("does not begin with a snapshot".into());
    }
    Ok(())
}

fn format_of(log: &[u8]) -> u64 {
    let mut words = Saved::new(log);
    words.take(1);
    words.next()
}

fn invalid(why: impl Into<String>) -> Error {
    Error::invalid("log", why)
}
