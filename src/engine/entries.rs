//! What a log consists of: one entry for each thing that was done or found.

use super::saved::Saved;
use super::Failure;

/// "subthlog" as bytes.
pub const MAGIC: u64 = u64::from_le_bytes(*b"subthlog");
/// The version of this format.
pub const FORMAT: u64 = 1;
/// Words before the first entry.
pub const HEADER: usize = 3;
/// Which word of a snapshot says how many it has.
const N_WORDS_AT: usize = 2;

/// The first word of an entry; those that follow it are listed here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Kind {
    /// The log ends before now: it was full, or the simulator diverged.
    End = 0,
    /// Steps without input: their number.
    Run = 1,
    /// Steps with input: their number, then the rows.
    RunWithInput = 2,
    /// Parameters: how many, then id and value of each.
    Set = 3,
    /// A spike: population, cell.
    Inject = 4,
    /// Back to the beginning.
    Reset = 5,
    /// A snapshot was taken: its words.
    Load = 6,
    /// The state as it was: step, hash.
    Hash = 7,
    /// A divergence: step, population, cell.
    Stop = 8,
}

const KINDS: [Kind; 9] = {
    use Kind::*;
    [End, Run, RunWithInput, Set, Inject, Reset, Load, Hash, Stop]
};

/// One entry, read.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'a> {
    /// Steps, and the words of their input rows if they had any.
    Run { n_steps: u64, inputs: Option<Saved<'a>> },
    /// Id and value of each parameter.
    Set(Saved<'a>),
    /// A cell of a population.
    Inject { population: usize, cell: usize },
    /// As the kind.
    Reset,
    /// The bytes of a snapshot.
    Load(&'a [u8]),
    /// As the kind.
    Hash { step: u64, hash: u64 },
    /// As the kind.
    Stop(Failure),
    /// As the kind.
    End,
}

impl<'a> Entry<'a> {
    /// The entry that `words` begins with, which is passed over; none where they are no entry. Inputs
    /// have so many channels.
    pub fn read(words: &mut Saved<'a>, n_inputs: usize) -> Option<Self> {
        let kind = *KINDS.get(whole(words.next())?)?;
        Some(match kind {
            Kind::End => Self::End,
            Kind::Run => Self::Run { n_steps: words.next(), inputs: None },
            Kind::RunWithInput => {
                let n_steps = words.next();
                let n_words = whole(n_steps)?.checked_mul(n_inputs)?;
                Self::Run { n_steps, inputs: Some(words.part(n_words)?) }
            }
            Kind::Set => {
                let n_words = whole(words.next())?.checked_mul(2)?;
                Self::Set(words.part(n_words)?)
            }
            Kind::Inject => {
                Self::Inject { population: whole(words.next())?, cell: whole(words.next())? }
            }
            Kind::Reset => Self::Reset,
            Kind::Load => Self::Load(read_snapshot(words)?),
            Kind::Hash => Self::Hash { step: words.next(), hash: words.next() },
            Kind::Stop => {
                let (step, population) = (words.next(), whole(words.next())?);
                Self::Stop(Failure { population, cell: whole(words.next())?, step })
            }
        })
    }
}

fn read_snapshot<'a>(words: &mut Saved<'a>) -> Option<&'a [u8]> {
    let mut header = *words;
    header.take(N_WORDS_AT);
    let n_words = whole(header.next())?;
    (n_words <= words.n_left()).then(|| words.take(n_words))
}

fn whole(word: u64) -> Option<usize> {
    usize::try_from(word).ok()
}
