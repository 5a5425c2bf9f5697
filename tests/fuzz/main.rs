//! The targets of the fuzzer on a stream of its own: the same inputs every time, in seconds.
//!
//! With `SUBTHAL_SEEDS=FOLDER` also writes what `make fuzz` begins with.

mod seeds;
mod targets;

use std::path::Path;

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

/// Writes the seeds, where they are asked for, and damages them.
fn fuzz(name: &str, seeds: &[Vec<u8>], n_inputs: usize, target: fn(&[u8])) {
    if let Some(folder) = std::env::var_os("SUBTHAL_SEEDS") {
        let folder = Path::new(&folder).join(name);
        std::fs::create_dir_all(&folder).unwrap();
        for (index, seed) in seeds.iter().enumerate() {
            std::fs::write(folder.join(format!("seed{index:02}")), seed).unwrap();
        }
    }
    seeds.iter().for_each(|seed| target(seed));
    let mut draw = Draw(0x2545_F491_4F6C_DD1D);
    (0..n_inputs).for_each(|_| target(&draw.damaged(seeds)));
}

#[test]
fn damaged_snapshots_are_refused_or_harmless() {
    fuzz("snapshot", &seeds::snapshots(), 20_000, targets::snapshot);
}

#[test]
fn damaged_texts_are_refused_or_networks() {
    fuzz("text", &seeds::texts(), 20_000, targets::text);
}

#[test]
fn hostile_calls_are_refused_or_served() {
    let mut draw = Draw(1);
    let seeds: Vec<Vec<u8>> = (0..60).map(|_| (0..80).map(|_| draw.byte()).collect()).collect();
    fuzz("abi", &seeds, 20_000, targets::abi);
}
