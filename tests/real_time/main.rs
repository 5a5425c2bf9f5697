//! What `run` owes a real-time loop: no allocation, system call or lock, a bounded step, no subnormal
//! number, and a floating-point environment that it leaves alone.

mod allocations;
mod control;
mod everything;
mod exceptions;
mod float_environment;
mod locks;
mod network;
mod running;
mod strangers;
mod subnormals;
#[path = "../support/allocations.rs"]
mod support;
mod system_calls;
mod worst_case;
