//! What `run` owes a real-time loop: no allocation, system call or lock, and a bounded step.

mod allocations;
mod everything;
mod locks;
mod network;
mod strangers;
mod system_calls;
mod worst_case;
