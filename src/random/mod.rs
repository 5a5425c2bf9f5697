//! Random streams keyed by the names of what they serve, so that adding one thing reshuffles no other.

mod gaussian;
mod stream;
mod xoshiro;

pub use gaussian::normal_pair;
pub use stream::{key, Stream};
pub use xoshiro::{noise_seed, Xoshiro, N_WORDS};
