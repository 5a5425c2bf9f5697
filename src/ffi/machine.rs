//! Estimators and controllers with what their states belong to, and their states as bytes.
//!
//! A saved state is a row of little-endian 64-bit words, the same on every machine:
//!
//! | words | what |
//! |---|---|
//! | 1 | [`MAGIC`] |
//! | 1 | [`FORMAT`] |
//! | 1 | how many words there are |
//! | 1 | the [`Machine::identity`] |
//! | | the state |
//! | 1 | FNV-1a of all before |

use std::fmt::Debug;

use super::pointers::{optional_out, slice, write_array};
use crate::closed_loop::ClosedLoop;
use crate::control::{Controller, Estimator};
use crate::engine::Fnv;
use crate::error::Error;

/// "subthalm" as bytes.
const MAGIC: u64 = u64::from_le_bytes(*b"subthalm");
/// The version of this format.
const FORMAT: u64 = 1;
/// Words before the state.
const HEADER: usize = 4;
/// Bytes in a word.
const WORD: usize = size_of::<u64>();

/// What a handle of a closed loop stands for.
pub(super) struct Machine<M> {
    pub(super) runs: M,
    /// A hash of all that its configuration says: only a machine of the same takes on a state.
    pub(super) identity: u64,
}

impl<M> Machine<M> {
    pub(super) fn new(runs: M, config: &impl Debug) -> Self {
        Self { runs, identity: Fnv::of(format!("{config:?}").as_bytes()) }
    }
}

/// What has a state of words.
pub(super) trait Words {
    fn n_words(&self) -> usize;
    fn words(&self, words: &mut [u64]) -> Result<(), Error>;
    fn set_words(&mut self, words: &[u64]) -> Result<(), Error>;
}

macro_rules! words {
    ($($machine:ty),+) => {$(
        impl Words for $machine {
            fn n_words(&self) -> usize {
                self.n_words()
            }
            fn words(&self, words: &mut [u64]) -> Result<(), Error> {
                self.words(words)
            }
            fn set_words(&mut self, words: &[u64]) -> Result<(), Error> {
                self.set_words(words)
            }
        }
    )+};
}

words!(Estimator, Controller, ClosedLoop);

impl<M: Words> Machine<M> {
    /// Writes the complete state into the caller's bytes.
    ///
    /// # Safety
    /// `bytes` is NULL or writable for `bytes_len` bytes; `needed` is NULL or writable.
    pub(super) unsafe fn save(
        &self,
        bytes: *mut u8,
        bytes_len: usize,
        needed: *mut usize,
    ) -> Result<(), Error> {
        // SAFETY: the caller's promise is the same.
        let needed = unsafe { optional_out("needed", needed) }?;
        let saved = framed(self.identity, self.runs.n_words(), |words| self.runs.words(words))?;
        // SAFETY: the caller's promise is the same.
        unsafe { write_array("bytes", bytes, bytes_len, needed, saved.into_iter()) }
    }

    /// Takes on a state that a machine of the same kind and configuration has saved.
    ///
    /// # Safety
    /// `bytes` is NULL, which is an error, or readable for `bytes_len` bytes.
    pub(super) unsafe fn load(&mut self, bytes: *const u8, bytes_len: usize) -> Result<(), Error> {
        // SAFETY: the caller's promise is the same.
        let bytes = unsafe { slice("bytes", bytes, bytes_len) }?;
        let words = unframed(self.identity, bytes)?;
        self.runs.set_words(&words)
    }
}

/// The bytes of a state of `n_words` words, which `write` writes.
fn framed(
    identity: u64,
    n_words: usize,
    write: impl FnOnce(&mut [u64]) -> Result<(), Error>,
) -> Result<Vec<u8>, Error> {
    let mut words = vec![0; HEADER + n_words];
    let (header, state) = words.split_at_mut(HEADER);
    header.copy_from_slice(&[MAGIC, FORMAT, (HEADER + n_words + 1) as u64, identity]);
    write(state)?;
    let mut bytes: Vec<u8> = words.into_iter().flat_map(u64::to_le_bytes).collect();
    let checksum = Fnv::of(&bytes);
    bytes.extend(checksum.to_le_bytes());
    Ok(bytes)
}

/// The words of a state that was saved by a machine of this identity.
fn unframed(identity: u64, bytes: &[u8]) -> Result<Vec<u64>, Error> {
    let (words, rest) = bytes.as_chunks::<WORD>();
    let words: Vec<u64> = words.iter().map(|word| u64::from_le_bytes(*word)).collect();
    let refused = |why: String| Err(Error::invalid("bytes", why));
    let [MAGIC, format, n_words, belongs_to, ref state @ .., checksum] = words[..] else {
        return refused("are no saved state: they do not begin as one".into());
    };
    if format != FORMAT {
        return refused(format!("have format {format}, this library reads {FORMAT}"));
    }
    if n_words != words.len() as u64 || !rest.is_empty() {
        let expected = u128::from(n_words) * WORD as u128;
        return refused(format!("are {}, {expected} were saved", bytes.len()));
    }
    if checksum != Fnv::of(&bytes[..bytes.len() - WORD]) {
        return refused("are damaged: their checksum does not agree".into());
    }
    if belongs_to != identity {
        return refused("are of another kind or configuration".into());
    }
    Ok(state.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATE: [u64; 3] = [1, u64::MAX, 0x3ff0_0000_0000_0000];

    fn saved(identity: u64) -> Vec<u8> {
        let write = |words: &mut [u64]| {
            words.copy_from_slice(&STATE);
            Ok(())
        };
        framed(identity, STATE.len(), write).unwrap()
    }

    fn refusal(bytes: &[u8]) -> String {
        unframed(7, bytes).unwrap_err().to_string()
    }

    #[test]
    fn state_comes_back() {
        assert_eq!(unframed(7, &saved(7)), Ok(STATE.to_vec()));
        assert!(saved(7).starts_with(b"subthalm"));
    }

    #[test]
    fn state_of_another_is_refused() {
        assert_eq!(refusal(&saved(8)), "bytes are of another kind or configuration");
    }

    #[test]
    fn every_damaged_bit_and_every_cut_is_seen() {
        let whole = saved(7);
        for bit in 0..8 * whole.len() {
            let mut damaged = whole.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert!(unframed(7, &damaged).is_err(), "bit {bit}");
        }
        for end in 0..whole.len() {
            assert!(unframed(7, &whole[..end]).is_err(), "{end} bytes");
        }
    }

    #[test]
    fn refusal_says_what_is_wrong() {
        let mut bytes = saved(7);
        assert_eq!(refusal(&[]), "bytes are no saved state: they do not begin as one");
        assert_eq!(refusal(&bytes[..57]), "bytes are 57, 64 were saved");
        bytes.push(0);
        assert_eq!(refusal(&bytes), "bytes are 65, 64 were saved");
        bytes[8] = 2;
        assert_eq!(refusal(&bytes), "bytes have format 2, this library reads 1");
    }
}
