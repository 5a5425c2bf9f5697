//! Rows of the caller's buffers: input, and what is recorded.

/// Rows of a caller's buffer.
pub struct Rows<B> {
    /// Row after row.
    pub data: B,
    /// Numbers in a row.
    pub width: usize,
    /// The number of the first row in the buffer.
    pub first: u64,
}

/// A row of output that is to be written.
pub struct Due {
    /// After which step.
    pub step: u64,
    /// Where it begins in the buffer.
    pub place: usize,
}

/// Rows that the first `n_steps` steps of a simulation give where every `every`-th is recorded; 0 is 1. Mostly every
/// step is, and a division takes as long as a dozen of other operations.
#[inline]
pub fn rows_of(n_steps: u64, every: u64) -> u64 {
    match every {
        0 | 1 => n_steps,
        every => n_steps / every,
    }
}
