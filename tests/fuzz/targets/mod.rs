//! What a fuzzer runs, a function an input: no input may make one panic, hang or leak.
//!
//! `tests/fuzz` runs them on a stream of its own in `make test`, the crate in `fuzz/` under libFuzzer
//! in `make fuzz`.

mod abi;
mod bytes;
mod snapshot;
mod text;

pub use abi::abi;
pub use bytes::Bytes;
pub use snapshot::{snapshot, sound as sound_snapshots};
pub use text::text;
