//! Random streams keyed by the names of what they serve, so that adding one thing reshuffles no other.

mod gaussian;
mod stream;

pub use gaussian::{noise_seed, normal_pair, NoiseSeed};
pub use stream::{key, Stream};
