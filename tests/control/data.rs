//! The golden tables, and comparisons.

use subthal::control::{Estimate, Estimator, EstimatorConfig};

pub fn table(name: &str) -> Vec<Vec<String>> {
    let path = format!("{}/tests/data/control/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

/// One column of a table without its header.
pub fn column(name: &str, column: usize) -> Vec<f64> {
    table(name)[1..].iter().map(|row| row[column].parse().unwrap()).collect()
}

/// The rows of one case: numbers after its name.
pub fn case(name: &str, case: &str) -> Vec<Vec<f64>> {
    let rows: Vec<_> = table(name).into_iter().filter(|row| row[0] == case).collect();
    assert!(!rows.is_empty(), "{name} has no case {case}");
    rows.iter().map(|row| row[1..].iter().map(|x| x.parse().unwrap()).collect()).collect()
}

pub fn signal() -> Vec<f64> {
    column("signal", 0).iter().map(|x| x / 1024.0).collect()
}

/// What an estimator says after each sample.
pub fn estimates(config: &EstimatorConfig, samples: &[f64]) -> Vec<Estimate> {
    let mut estimator = Estimator::new(config).unwrap();
    samples.iter().map(|x| estimator.update(*x)).collect()
}

#[track_caller]
pub fn assert_close(what: &str, ours: f64, golden: f64) {
    let error = (ours - golden).abs();
    assert!(error <= 1e-9 * golden.abs(), "{what}: {ours}, golden {golden}, error {error:e}");
}

/// A sine of an amplitude, in samples of `turns` each.
pub fn sine(amplitude: f64, turns: f64, n: usize) -> Vec<f64> {
    (0..n).map(|k| amplitude * (std::f64::consts::TAU * turns * k as f64).cos()).collect()
}

/// SplitMix64 (Steele, Lea & Flood 2014), for test data only.
pub struct Random(pub u64);

impl Random {
    pub fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    /// Uniform in [-1, 1).
    pub fn uniform(&mut self) -> f64 {
        (self.word() >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }
}
