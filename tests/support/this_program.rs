//! A test that runs itself again: what is chosen once a process needs a process of its own.

use std::ffi::OsStr;
use std::process::Command;

/// This program; where the CPU is emulated, through the emulator by which cargo started it.
pub fn this_program() -> Command {
    let emulator = std::env::var("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER");
    let emulator = emulator.ok().filter(|_| cfg!(target_arch = "aarch64")).unwrap_or_default();
    let program = std::env::current_exe().expect("this test");
    let words = emulator.split_whitespace().map(OsStr::new);
    let words: Vec<&OsStr> = words.chain([program.as_os_str()]).collect();
    let mut command = Command::new(words[0]);
    command.args(&words[1..]);
    command
}
