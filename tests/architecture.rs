//! The plan of CONTRIBUTING.md is true of the tree: who imports whom, where `unsafe` stands, how
//! long files are, and that every file that names the version names the same one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

const MAX_LINES: usize = 500;

// ---- what the tree says ------------------------------------------------------------------

fn read(path: impl AsRef<Path>) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file under `folder` with one of these endings, relative to the manifest, sorted.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeSet::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if endings.iter().any(|end| path.extension().is_some_and(|e| e == *end)) {
                found.insert(path.strip_prefix(root).unwrap().to_owned());
            }
        }
    }
    found.into_iter().collect()
}

/// One file of `src/`: its room, and how many `super` lead from it to the crate's root.
struct Source {
    path: PathBuf,
    room: String,
    depth: usize,
    tokens: TokenStream,
}

/// Every file in a room, which is every one but `lib.rs` and the unit tests that have their own.
fn sources() -> Vec<Source> {
    files("src", &["rs"])
        .into_iter()
        .filter(|path| path != Path::new("src/lib.rs"))
        .filter(|path| !path.file_stem().unwrap().to_str().unwrap().ends_with("tests"))
        .map(|path| {
            let module = path.with_extension("");
            let mut names: Vec<&str> =
                module.iter().skip(1).map(|name| name.to_str().unwrap()).collect();
            names.retain(|name| *name != "mod");
            Source {
                room: names[0].to_owned(),
                depth: names.len(),
                tokens: read(&path).parse().unwrap_or_else(|e| panic!("{}: {e}", path.display())),
                path,
            }
        })
        .collect()
}

// ---- the paths a piece of source names -----------------------------------------------------

/// A path from the crate's root ("simd::Lanes") or into a dependency ("toml"), and its line.
type Named = (String, usize);

/// Every path into a room or a dependency, in code that is not compiled for tests only.
fn paths(tokens: TokenStream, depth: usize, dependencies: &BTreeSet<String>) -> Vec<Named> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if is_cfg_test(&tokens[at..]) {
            at = end_of_item(&tokens, at);
            continue;
        }
        match &tokens[at] {
            TokenTree::Group(group) => {
                let inside = depth + usize::from(at >= 2 && is(&tokens[at - 2], "mod"));
                found.extend(paths(group.stream(), inside, dependencies));
            }
            TokenTree::Ident(first) if starts_path(&tokens, at) => {
                let line = first.span().start().line;
                let links = if first == "crate" { 1 } else { supers(&tokens[at..]) };
                if first == "crate" || links == depth {
                    leaves("", &tokens[at + 3 * links..], &mut |path| found.push((path, line)));
                } else if dependencies.contains(&first.to_string()) {
                    found.push((first.to_string(), line));
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn is(token: &TokenTree, text: &str) -> bool {
    token.to_string() == text
}

fn is_path(tokens: &[TokenTree]) -> bool {
    tokens.len() > 1 && is(&tokens[0], ":") && is(&tokens[1], ":")
}

/// True at the first name of `a::b`, and at the only name of `use a`.
fn starts_path(tokens: &[TokenTree], at: usize) -> bool {
    let continues = at >= 2 && is_path(&tokens[at - 2..]);
    is_path(&tokens[at + 1..]) && !continues || at >= 1 && is(&tokens[at - 1], "use")
}

/// How many `super::` stand at the start.
fn supers(tokens: &[TokenTree]) -> usize {
    tokens.chunks(3).take_while(|link| is(&link[0], "super") && is_path(&link[1..])).count()
}

fn is_cfg_test(tokens: &[TokenTree]) -> bool {
    tokens.len() > 1
        && is(&tokens[0], "#")
        && tokens[1].to_string().replace(' ', "") == "[cfg(test)]"
}

/// The index after the item at `from`: after its braces or its semicolon.
fn end_of_item(tokens: &[TokenTree], from: usize) -> usize {
    let ends = |token: &TokenTree| {
        is(token, ";")
            || matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
    };
    tokens[from..].iter().position(ends).map_or(tokens.len(), |length| from + length + 1)
}

/// Every leaf of a `use` tree: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn leaves(prefix: &str, tokens: &[TokenTree], leaf: &mut impl FnMut(String)) {
    match tokens.first() {
        Some(TokenTree::Group(group)) => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            for branch in inner.split(|token| is(token, ",")).filter(|branch| !branch.is_empty()) {
                leaves(prefix, branch, leaf);
            }
        }
        Some(name) if is_path(&tokens[1..]) => {
            leaves(&format!("{prefix}{name}::"), &tokens[3..], leaf);
        }
        Some(name) => leaf(format!("{prefix}{name}")),
        None => {}
    }
}

// ---- the table -----------------------------------------------------------------------------

/// What each room may use, from the table in CONTRIBUTING.md: the words in backticks.
fn import_table() -> BTreeMap<String, Vec<String>> {
    let ticked = |cell: &str| -> Vec<String> {
        cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    };
    read("CONTRIBUTING.md")
        .lines()
        .skip_while(|line| !line.starts_with("| room |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').collect();
            (ticked(cells[1]).remove(0), ticked(cells[2]))
        })
        .collect()
}

fn dependencies() -> BTreeSet<String> {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    manifest["dependencies"].as_table().unwrap().keys().map(|name| name.replace('-', "_")).collect()
}

/// True if `path` is `allowed` or lies in it.
fn lies_in(path: &str, allowed: &str) -> bool {
    path.strip_prefix(allowed).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[test]
fn arrows_match_the_table() {
    let table = import_table();
    let dependencies = dependencies();
    let mut wrong = Vec::new();
    for source in sources() {
        let allowed = table.get(&source.room).map_or(&[][..], Vec::as_slice);
        for (path, line) in paths(source.tokens, source.depth, &dependencies) {
            let own = lies_in(&path, &source.room);
            if !own && !allowed.iter().any(|allowed| lies_in(&path, allowed)) {
                wrong.push(format!("{}:{line}: {path}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "not in the table of CONTRIBUTING.md:\n{}", wrong.join("\n"));
}

#[test]
fn every_room_has_a_row_and_every_row_a_room() {
    let rows: BTreeSet<String> = import_table().into_keys().collect();
    let rooms: BTreeSet<String> = sources().into_iter().map(|source| source.room).collect();
    assert_eq!(rows, rooms, "rows of the table in CONTRIBUTING.md, rooms of src/");
}

#[test]
fn every_spelling_of_a_path_is_seen() {
    let source = "
        //! crate::comment::is_not_code
        use crate::simd::{math::{exp, ln}, Lanes as L};
        use toml as text;
        use toml::Table;
        pub(in crate::models) fn f() { super::super::engine::run(\"crate::text\"); super::own(); }
        mod inner { fn g() { super::super::super::presets::build() } }
        macro_rules! m { () => { $crate::error::Error } }
        #[cfg(test)]
        mod tests { use crate::network::Network; }
        fn h() { std::toml::x(); crate::ffi::last() }
    ";
    let dependencies = BTreeSet::from(["toml".to_owned()]);
    let found: Vec<String> = paths(source.parse().unwrap(), 2, &dependencies)
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    let expected = [
        "simd::math::exp",
        "simd::math::ln",
        "simd::Lanes",
        "toml",
        "toml",
        "models",
        "engine::run",
        "presets::build",
        "error::Error",
        "ffi::last",
    ];
    assert_eq!(found, expected);
}

// ---- other rules ---------------------------------------------------------------------------

/// The lines on which a word stands as code: not in a comment, a string or a longer word.
fn lines_with(word: &str, tokens: TokenStream) -> Vec<usize> {
    tokens
        .into_iter()
        .flat_map(|token| match token {
            TokenTree::Group(group) => lines_with(word, group.stream()),
            TokenTree::Ident(ident) if ident == word => vec![ident.span().start().line],
            _ => Vec::new(),
        })
        .collect()
}

#[test]
fn only_ffi_and_simd_contain_unsafe() {
    for source in sources().into_iter().filter(|s| s.room != "ffi" && s.room != "simd") {
        for word in ["unsafe", "unsafe_code"] {
            let lines = lines_with(word, source.tokens.clone());
            assert!(lines.is_empty(), "{word} in {}, lines {lines:?}", source.path.display());
        }
    }
}

#[test]
fn files_stay_below_500_lines() {
    let endings = ["rs", "c", "h", "cpp", "hpp", "py", "jl", "m", "sh"];
    let folders = ["src", "tests", "benches", "examples", "bindings", "tools"];
    for path in folders.iter().flat_map(|folder| files(folder, &endings)) {
        let lines = read(&path).lines().count();
        assert!(lines < MAX_LINES, "{} has {lines} lines; split it", path.display());
    }
}

#[test]
fn every_version_agrees() {
    let version = env!("CARGO_PKG_VERSION");
    let second_word = |file: &str, start: &str| -> String {
        let text = read(file);
        let line = text.lines().find(|line| line.starts_with(start));
        let line = line.unwrap_or_else(|| panic!("{file} has no line that starts with {start:?}"));
        line.split_whitespace().nth(1).unwrap().to_owned()
    };
    assert_eq!(second_word("CITATION.cff", "version:"), version, "CITATION.cff");
    assert_eq!(second_word("CHANGELOG.md", "## "), version, "the newest heading of CHANGELOG.md");

    let oldest_compiler = format!("Rust {}", env!("CARGO_PKG_RUST_VERSION"));
    for file in ["README.md", "CONTRIBUTING.md"] {
        assert!(read(file).contains(&oldest_compiler), "{file} does not say {oldest_compiler}");
    }
}
