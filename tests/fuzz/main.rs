//! The targets of the fuzzer on a stream of its own: the same inputs every time, in seconds.
//!
//! With `SUBTHAL_SEEDS=FOLDER` also writes what `make fuzz` begins with. `make soak` takes 10,000,000 inputs
//! where the ordinary test takes 20,000.

#[path = "../support/memory.rs"]
mod memory;
mod seeds;
mod targets;

use std::collections::HashSet;
use std::path::Path;
use std::time::Instant;

use memory::resident_bytes;

/// A generator of inputs (Knuth's MMIX; the upper bits).
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % n
    }

    fn byte(&mut self) -> u8 {
        self.below(256) as u8
    }

    /// A seed with a stretch of it replaced by bytes of any value, or by a stretch of another seed.
    fn damaged(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut input = seeds[self.below(seeds.len())].clone();
        for _ in 0..self.below(4) {
            let from = self.below(input.len() + 1);
            let to = input.len().min(from + self.below(9));
            let put: Vec<u8> = match self.below(2) {
                0 => (0..self.below(9)).map(|_| self.byte()).collect(),
                _ => self.stretch(seeds),
            };
            input.splice(from..to, put);
        }
        input
    }

    fn stretch(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let seed = &seeds[self.below(seeds.len())];
        let from = self.below(seed.len());
        seed[from..seed.len().min(from + 1 + self.below(40))].to_vec()
    }
}

/// What a process may grow by after the first tenth of its inputs: what the allocator keeps back.
const GROWTH_BYTES: u64 = 4 << 20;

/// Writes the seeds, where they are asked for, and damages them; nothing of an input is left.
fn fuzz(name: &str, seeds: &[Vec<u8>], target: fn(&[u8])) {
    if let Some(folder) = std::env::var_os("SUBTHAL_SEEDS") {
        write(&Path::new(&folder).join(name), seeds);
    }
    seeds.iter().for_each(|seed| target(seed));
    let soaks = std::env::var_os("SUBTHAL_SOAK").is_some();
    let (n_inputs, start) = (if soaks { 10_000_000 } else { 20_000 }, Instant::now());
    let (mut draw, mut flat) = (Draw(0x2545_F491_4F6C_DD1D), u64::MAX);
    for input in 0..n_inputs {
        target(&draw.damaged(seeds));
        if input == n_inputs / 10 {
            flat = resident_bytes();
        }
    }
    let (seconds, growth) = (start.elapsed().as_secs_f64(), resident_bytes().saturating_sub(flat));
    println!("{name}: {n_inputs} inputs, {seconds:.1} s, {growth} bytes more");
    assert!(!soaks || growth <= GROWTH_BYTES, "{growth} bytes more"); // other tests run beside a short one
}

fn write(folder: &Path, seeds: &[Vec<u8>]) {
    std::fs::create_dir_all(folder).unwrap();
    for (index, seed) in seeds.iter().enumerate() {
        std::fs::write(folder.join(format!("seed{index:02}")), seed).unwrap();
    }
}

#[test]
fn damaged_snapshots_are_refused_or_harmless() {
    fuzz("snapshot", &seeds::snapshots(), targets::snapshot);
}

#[test]
fn damaged_texts_are_refused_or_networks() {
    fuzz("text", &seeds::texts(), targets::text);
}

#[test]
fn hostile_calls_are_refused_or_served() {
    let mut draw = Draw(1);
    let seeds: Vec<Vec<u8>> = (0..60).map(|_| (0..80).map(|_| draw.byte()).collect()).collect();
    fuzz("abi", &seeds, targets::abi);
}

/// No function of the library is left out.
#[test]
fn every_function_is_fuzzed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &Path| std::fs::read_to_string(path).unwrap();
    let folder = std::fs::read_dir(root.join("tests/fuzz/targets/abi")).unwrap();
    let calls: String = folder.map(|file| read(&file.unwrap().path())).collect();
    let words: HashSet<&str> = calls.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let list = read(&root.join("include/symbols.txt"));
    let forgotten: Vec<&str> = list.lines().filter(|name| !words.contains(name)).collect();
    assert!(forgotten.is_empty(), "tests/fuzz/targets/abi calls no {forgotten:?}");
}
