//! The C ABI. No arithmetic: every function borrows, checks and calls.
