#![no_main]

#[allow(dead_code)] // the other two targets
#[path = "../../tests/fuzz/targets/mod.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::snapshot(bytes));
