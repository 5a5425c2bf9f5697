//! A batch gives what its trials give alone.

mod batches;
mod by_hand;
mod relay;
mod rhythms;
