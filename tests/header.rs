//! `include/subthal.h` is what `src/ffi` says, and compilers take it without a word.
//!
//! `SUBTHAL_BLESS=1 cargo test --test header` writes it anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The files that export functions, in the order in which a reader should meet them, and what the
/// header says above the first function of a section.
const FILES: [(&str, &str); 45] = [
    ("version.rs", "The library: version, failures, names"),
    ("status.rs", ""),
    ("last_error.rs", ""),
    ("names.rs", ""),
    ("network.rs", "A network: what to simulate"),
    ("preset.rs", ""),
    ("populations.rs", ""),
    ("projections.rs", ""),
    ("noise.rs", ""),
    ("inputs.rs", ""),
    ("pulses.rs", ""),
    ("stimulators.rs", ""),
    ("probes.rs", ""),
    ("positions.rs", ""),
    ("lfps.rs", ""),
    ("params.rs", "Parameters of a network"),
    ("cells.rs", ""),
    ("wiring.rs", "A network read back"),
    ("text.rs", ""),
    ("simulator.rs", "A simulator: a running network"),
    ("simulator_populations.rs", ""),
    ("run.rs", ""),
    ("channels.rs", ""),
    ("simulator_params.rs", ""),
    ("state.rs", ""),
    ("delivered.rs", ""),
    ("snapshot.rs", "A moment of a simulator, and what was done to it"),
    ("log.rs", ""),
    ("replay.rs", ""),
    ("estimator_config.rs", "Closed loops: estimators and controllers"),
    ("estimator.rs", ""),
    ("estimator_bursts.rs", ""),
    ("controller_config.rs", ""),
    ("controller.rs", ""),
    ("loop_config.rs", ""),
    ("loops.rs", ""),
    ("finished.rs", "Metrics"),
    ("metrics.rs", ""),
    ("spectra.rs", "Spectra, bands, synchrony"),
    ("beta.rs", ""),
    ("multitaper.rs", ""),
    ("bursts.rs", ""),
    ("coupling.rs", ""),
    ("relay.rs", ""),
    ("evaluate.rs", "Many trials in one call"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn generated() -> String {
    let mut config = cbindgen::Config::from_file(root().join("cbindgen.toml")).unwrap();
    config.after_includes = Some(version_macros());
    let mut builder = cbindgen::Builder::new().with_config(config);
    for (file, _) in FILES {
        builder = builder.with_src(root().join("src/ffi").join(file));
    }
    let mut text = Vec::new();
    builder.generate().expect("src/ffi is read").write(&mut text);
    let text = plain(&String::from_utf8(text).unwrap());
    FILES.iter().fold(text, |text, (file, title)| with_title(text, file, title))
}

/// Takes Rust's marks out of the comments, and puts those of one line on one line.
fn plain(text: &str) -> String {
    let text = text.replace(" * # Safety\n", "").replace("\\[", "[").replace("\\]", "]");
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let comment = lines.last().and_then(|last| Some((lines.len().checked_sub(2)?, last)));
        match comment {
            Some((opens, said)) if line.trim() == "*/" && lines[opens].trim() == "/**" => {
                let said = said.replacen(" * ", "/** ", 1) + " */";
                lines.truncate(opens);
                lines.push(said);
            }
            _ => lines.push(line.into()),
        }
    }
    lines.join("\n") + "\n"
}

/// Writes a section's title above the comment of its file's first function.
fn with_title(text: String, file: &str, title: &str) -> String {
    if title.is_empty() {
        return text;
    }
    let source = fs::read_to_string(root().join("src/ffi").join(file)).unwrap();
    let (_, exported) = source.split_once("#[no_mangle]").expect("an export");
    let (_, signature) = exported.split_once(" fn ").expect("a function");
    let call = signature.split_once('(').map(|(name, _)| format!("{name}(")).expect("a name");
    let functions = text.find("extern \"C\" {").expect("functions stand behind the types");
    let declared = text[functions..].find(&call).expect("declared");
    let (before, after) = text.split_at(functions + declared);
    let (types, comment) = before.split_at(before.rfind("/**").expect("documented"));
    let rule = "-".repeat(91 - title.len());
    format!("{types}/* ---- {title} {rule} */\n\n{comment}{after}")
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
        let listed = FILES.iter().any(|(file, _)| *file == name);
        assert_eq!(exports, listed, "FILES and {name} disagree");
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
