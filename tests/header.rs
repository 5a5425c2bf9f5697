//! `include/subthal.h` is what `src/ffi` says, and compilers take it without a word.
//!
//! `SUBTHAL_BLESS=1 cargo test --test header` writes it anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The files that export functions, in the order in which a reader should meet them.
const FILES: [&str; 3] = ["version.rs", "status.rs", "last_error.rs"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn generated() -> String {
    let mut config = cbindgen::Config::from_file(root().join("cbindgen.toml")).unwrap();
    config.after_includes = Some(version_macros());
    let mut builder = cbindgen::Builder::new().with_config(config);
    for file in FILES {
        builder = builder.with_src(root().join("src/ffi").join(file));
    }
    let mut text = Vec::new();
    builder.generate().expect("src/ffi is read").write(&mut text);
    String::from_utf8(text).unwrap()
}

fn version_macros() -> String {
    let mut parts = env!("CARGO_PKG_VERSION").split('.');
    let mut define = |name: &str| {
        let number = parts.next().expect("three numbers");
        format!("#define SUBTHAL_VERSION_{name} {number}\n")
    };
    let about = "\n/* The version of this header; subthal_version() is that of the library. */\n";
    format!("{about}{}{}{}", define("MAJOR"), define("MINOR"), define("PATCH"))
}

#[test]
fn header_is_up_to_date() {
    let path = root().join("include/subthal.h");
    let generated = generated();
    if std::env::var_os("SUBTHAL_BLESS").is_some() {
        fs::write(&path, &generated).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let same = committed.lines().zip(generated.lines()).take_while(|(a, b)| a == b).count();
    assert!(
        committed == generated,
        "include/subthal.h differs from src/ffi at line {}; SUBTHAL_BLESS=1 cargo test --test header",
        same + 1
    );
}

#[test]
fn every_exporting_file_is_in_the_header() {
    for file in fs::read_dir(root().join("src/ffi")).unwrap() {
        let file = file.unwrap().path();
        let exports = fs::read_to_string(&file).unwrap().contains("#[no_mangle]");
        let name = file.file_name().unwrap().to_str().unwrap();
        assert_eq!(exports, FILES.contains(&name), "FILES and {name} disagree");
    }
}

/// Compiles a file that includes the header twice.
fn compiles(compiler: &str, std: &str, extension: &str) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let source = folder.join(format!("header_{std}.{extension}").replace("++", "pp"));
    fs::write(
        &source,
        "#include <subthal.h>\n#include <subthal.h>\nint main(void) { return 0; }\n",
    )
    .unwrap();
    let mut command = Command::new(compiler);
    command.arg(format!("-std={std}")).args(["-Wall", "-Wextra", "-pedantic", "-Werror"]);
    command.arg("-I").arg(root().join("include")).arg("-fsyntax-only").arg(&source);
    let done = command.output().unwrap_or_else(|why| panic!("{compiler} does not run: {why}"));
    assert!(done.status.success(), "{std}: {}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn header_is_c99() {
    compiles("cc", "c99", "c");
}

#[test]
fn header_is_c11() {
    compiles("cc", "c11", "c");
}

#[test]
fn header_is_cpp17() {
    compiles("c++", "c++17", "cpp");
}
