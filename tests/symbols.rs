//! What leaves the library: the names in `include/symbols.txt`, and nothing else.
//!
//! The list is frozen. A name is added at its place by hand, and none is ever taken away.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn frozen() -> BTreeSet<String> {
    let list = fs::read_to_string(root().join("include/symbols.txt")).unwrap();
    let names: Vec<String> = list.lines().map(str::to_owned).collect();
    let set: BTreeSet<String> = names.iter().cloned().collect();
    assert!(set.iter().eq(&names), "include/symbols.txt is not sorted, or says a name twice");
    set
}

/// The shared library that cargo has built beside this test.
fn library() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.with_file_name("libsubthal.so")
}

#[test]
#[cfg(target_os = "linux")]
fn library_exports_the_frozen_list() {
    let nm = Command::new("nm").args(["-D", "--defined-only", "-P"]).arg(library()).output();
    let nm = nm.expect("nm (Debian: binutils) runs");
    assert!(nm.status.success(), "{}", String::from_utf8_lossy(&nm.stderr));
    let lines = String::from_utf8(nm.stdout).unwrap();
    let exported =
        lines.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect();
    assert_eq!(frozen(), exported);
}

#[test]
fn header_declares_the_frozen_list() {
    let header = fs::read_to_string(root().join("include/subthal.h")).unwrap();
    let code = header.lines().filter(|line| !line.trim_start().starts_with(['*', '/']));
    let code = code.filter(|line| !line.starts_with("typedef"));
    let words: Vec<&str> = code.flat_map(|line| line.split([' ', '*'])).collect();
    let declared = words.iter().filter_map(|word| word.split_once('(').map(|(name, _)| name));
    let functions = declared.filter(|name| name.starts_with("subthal_")).map(str::to_owned);
    assert_eq!(frozen(), functions.collect());
}

/// Every function is called with everything wrong that can be: see the programs themselves.
#[test]
fn every_function_is_misused() {
    let folder = fs::read_dir(root().join("tests/c")).unwrap().map(|file| file.unwrap().path());
    let misuse =
        |path: &PathBuf| path.file_stem().unwrap().to_str().unwrap().starts_with("misuse_");
    let programs: String =
        folder.filter(misuse).map(|path| fs::read_to_string(path).unwrap()).collect();
    let called = |name: &String| programs.contains(&format!("{name}("));
    let forgotten: Vec<String> = frozen().into_iter().filter(|name| !called(name)).collect();
    assert!(forgotten.is_empty(), "no tests/c/misuse_*.c calls {forgotten:?}");
}
