//! What a number is by itself: moments, distribution, tails.

use crate::chance;
use crate::finding::Finding;
use crate::sample::Block;

/// Powers whose means are looked at, those means, and the variances of one power.
const MOMENTS: [(i32, f64, f64); 5] =
    [(1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0), (6, 15.0, 10_170.0)];

/// Sums of powers.
#[derive(Default)]
pub struct Moments {
    n: u64,
    sums: [f64; MOMENTS.len()],
}

impl Moments {
    pub fn add(&mut self, block: &Block) {
        for x in block.new_numbers() {
            self.n += 1;
            for (sum, (power, ..)) in self.sums.iter_mut().zip(MOMENTS) {
                *sum += x.powi(power);
            }
        }
    }

    pub fn findings(&self) -> Vec<Finding> {
        let n = self.n as f64;
        let of = |(sum, (power, mean, variance)): (f64, (i32, f64, f64))| {
            Finding::of_z(format!("moment {power}"), (sum - n * mean) / (n * variance).sqrt())
        };
        self.sums.into_iter().zip(MOMENTS).map(of).collect()
    }
}

/// Bins from -8 to 8; the distribution function is compared at their edges. Between two it rises by
/// 6.1e-6 at most: so much of a distance may be missed, a tenth of its standard error at 2^28.
const N_BINS: usize = 1 << 20;
const BINS_TO_8: f64 = N_BINS as f64 / 2.0;

/// A fine histogram.
pub struct Distribution {
    n: u64,
    counts: Vec<u64>,
}

impl Default for Distribution {
    fn default() -> Self {
        Self { n: 0, counts: vec![0; N_BINS] }
    }
}

fn bin(x: f64) -> usize {
    ((x / 8.0 + 1.0) * BINS_TO_8).clamp(0.0, (N_BINS - 1) as f64) as usize
}

impl Distribution {
    pub fn add(&mut self, block: &Block) {
        for x in block.new_numbers() {
            self.n += 1;
            self.counts[bin(x)] += 1;
        }
    }

    /// Kolmogorov and Smirnov's distance, times the root of n.
    pub fn distance(&self) -> Vec<Finding> {
        let (n, mut below, mut largest) = (self.n as f64, 0, 0.0_f64);
        for (bin, count) in self.counts.iter().enumerate() {
            below += count;
            let edge = 8.0 * ((bin + 1) as f64 / BINS_TO_8 - 1.0);
            largest = largest.max((below as f64 / n - chance::upper_tail(-edge)).abs());
        }
        let value = largest * n.sqrt();
        vec![Finding { name: "distance".into(), value, p: chance::of_distance(value) }]
    }

    /// How many numbers lie beyond some SD on either side, over how many should.
    pub fn tails(&self) -> Vec<Finding> {
        let sides = [3.0, 4.0, 4.5, 5.0].map(|sd| [-sd, sd]);
        sides.into_iter().flatten().map(|sd| self.tail(sd)).collect()
    }

    fn tail(&self, sd: f64) -> Finding {
        let beyond = if sd < 0.0 { 0..bin(sd) } else { bin(sd)..N_BINS };
        let count = self.counts[beyond].iter().sum::<u64>();
        let expected = self.n as f64 * chance::upper_tail(sd.abs());
        let p = chance::of_count(count, expected);
        Finding { name: format!("beyond {sd} SD"), value: count as f64 / expected, p }
    }
}
