//! The C ABI. No arithmetic: every function borrows, checks and calls.
//!
//! | file | what stands in it |
//! |---|---|
//! | [`guard`] | the one place that catches panics |
//! | [`pointers`] | the one place that makes references, slices and strings of pointers |
//! | [`structs`] | structs that cross, and may grow |
//! | [`handles`] | tables that turn a [`token`] into a [`borrow`] of an object, without a lock |
//! | [`slots`] | which places of a table are free |
//! | [`last_error`] | the sentence of the thread's last failure |
//! | [`status`] | the frozen numbers |
//! | [`version`] | which library this is |
//!
//! Every other file is one C object or one topic. Its docs become `include/subthal.h`, so they
//! speak C.
#![allow(non_camel_case_types)] // the names are the header's
#![cfg_attr(not(test), allow(dead_code))] // until the first object that has handles

mod borrow;
mod guard;
mod handles;
mod last_error;
mod pointers;
mod slots;
mod status;
mod structs;
mod token;
mod version;

pub use last_error::subthal_last_error;
pub use status::{subthal_status, subthal_status_name};
pub use version::{subthal_version, subthal_version_string};
