//! Where the answers of a batch go, in the caller's memory.

use super::evaluate::subthal_batch;
use super::last_error::write_cut;
use super::pointers::{buffer, disjoint, optional_buffer};
use super::status::subthal_status;
use crate::error::Error;

/// The arrays that subthal_evaluate writes; those that are not wanted are empty.
pub(super) struct Places<'call> {
    pub(super) results: &'call mut [f64],
    statuses: &'call mut [i32],
    sentences: &'call mut [u8],
    sentence_size: usize,
}

impl subthal_batch {
    /// The arrays to be written, long enough and apart from each other.
    ///
    /// # Safety
    /// As for [`super::subthal_evaluate`].
    pub(super) unsafe fn places<'call>(&self) -> Result<Places<'call>, Error> {
        let (n_trials, sentence_size) = (self.n_trials, self.sentence_size);
        if sentence_size == 0 {
            return Err(Error::invalid("batch.sentence_size", "is 0, a sentence takes its NUL"));
        }
        let n_results = n_trials.saturating_mul(self.n_metrics);
        let n_bytes = n_trials.saturating_mul(sentence_size);
        let (statuses, statuses_len) = (self.statuses, self.statuses_len);
        let (sentences, sentences_len) = (self.sentences.cast::<u8>(), self.sentences_len);
        // SAFETY: the caller's promise is the same.
        let places = unsafe {
            Places {
                results: buffer("batch.results", self.results, self.results_len, n_results)?,
                statuses: optional_buffer("batch.statuses", statuses, statuses_len, n_trials)?,
                sentences: optional_buffer("batch.sentences", sentences, sentences_len, n_bytes)?,
                sentence_size,
            }
        };
        let Places { results, statuses, sentences, .. } = &places;
        disjoint(("batch.statuses", statuses), ("batch.results", results))?;
        disjoint(("batch.sentences", sentences), ("batch.results", results))?;
        disjoint(("batch.sentences", sentences), ("batch.statuses", statuses))?;
        Ok(places)
    }
}

impl Places<'_> {
    /// Whether an array that is read lies elsewhere.
    pub(super) fn check_apart<T>(&self, name: &'static str, read: &[T]) -> Result<(), Error> {
        disjoint((name, read), ("batch.results", self.results))?;
        disjoint((name, read), ("batch.statuses", self.statuses))?;
        disjoint((name, read), ("batch.sentences", self.sentences))
    }

    /// What became of each trial, and why.
    pub(super) fn note(&mut self, outcomes: &[Result<(), Error>]) {
        for (status, outcome) in self.statuses.iter_mut().zip(outcomes) {
            let came_to =
                outcome.as_ref().map_or_else(subthal_status::from, |()| subthal_status::Ok);
            *status = came_to as i32;
        }
        for (bytes, outcome) in self.sentences.chunks_mut(self.sentence_size).zip(outcomes) {
            match outcome {
                Ok(()) => write_cut(bytes, &""),
                Err(error) => write_cut(bytes, error),
            }
        }
    }
}
