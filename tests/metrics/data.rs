//! The golden tables, a comparison, and a stream of random numbers.

use subthal::metrics::{Signal, SpikeTrains, Welch};

pub fn table(name: &str) -> Vec<Vec<String>> {
    let path = format!("{}/tests/data/metrics/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

pub fn column(name: &str, column: usize) -> Vec<f64> {
    table(name).iter().map(|row| row[column].parse().unwrap()).collect()
}

/// One way to cut one pair of signals.
pub struct Case {
    pub name: &'static str,
    pub interval_ms: f64,
    pub welch: Welch,
    pub x: Vec<f64>,
    pub y: Vec<f64>,
}

impl Case {
    fn new(name: &'static str, interval_ms: f64, segment: usize, overlap: usize) -> Self {
        let signal = |i| column(&format!("{name}_xy"), i).iter().map(|x| x / 1024.0).collect();
        let welch = Welch::new(segment, overlap).unwrap();
        Self { name, interval_ms, welch, x: signal(0), y: signal(1) }
    }
    pub fn x(&self) -> Signal<'_> {
        Signal::new(&self.x, self.interval_ms).unwrap()
    }
    pub fn y(&self) -> Signal<'_> {
        Signal::new(&self.y, self.interval_ms).unwrap()
    }
    /// Column 0: Hz, 1: power spectral density of x, 2: coherence of x and y.
    pub fn golden(&self, i: usize) -> Vec<f64> {
        column(&format!("{}_spectrum", self.name), i)
    }
    pub fn scalar(&self, name: &str) -> f64 {
        scalar(self.name, name)
    }
}

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("reference", 1.0, 1000, 500),
        Case::new("odd", 1.953125, 333, 111),
        Case::new("one_segment", 1.0, 257, 128),
        Case::new("dense_overlap", 4.0, 64, 60),
        Case::new("three_ms", 3.0, 202, 101),
        Case::new("mean_v", 0.025, 3000, 0),
    ]
}

/// The cases whose spectra have bins in 5-10 Hz.
pub fn beta_cases() -> Vec<Case> {
    cases().into_iter().filter(|case| case.name != "mean_v").collect()
}

pub fn scalar(case: &str, name: &str) -> f64 {
    scalar_of("scalars", case, name)
}

/// From a table of (case, name, value).
pub fn scalar_of(file: &str, case: &str, name: &str) -> f64 {
    let rows = table(file);
    let row = rows.iter().find(|row| row[0] == case && row[1] == name);
    row.unwrap_or_else(|| panic!("no {name} of {case}"))[2].parse().unwrap()
}

/// The 12 cells of spikes.csv.
pub fn golden_trains() -> SpikeTrains {
    let spikes = table("spikes");
    let pair = |row: &Vec<String>| (row[0].parse().unwrap(), row[1].parse().unwrap());
    SpikeTrains::new(12, spikes.iter().map(pair)).unwrap()
}

/// The one cell of reference_spikes.csv.
pub fn reference_train() -> SpikeTrains {
    let steps = table("reference_spikes");
    SpikeTrains::new(1, steps.iter().map(|row| (row[0].parse().unwrap(), 0))).unwrap()
}

#[track_caller]
pub fn assert_close(what: &str, ours: f64, golden: f64) {
    let error = (ours - golden).abs();
    assert!(error <= 1e-9 * golden.abs(), "{what}: {ours}, SciPy {golden}, error {error:e}");
}

#[track_caller]
pub fn assert_all_close(what: &str, ours: &[f64], golden: &[f64]) {
    assert!(ours.len() >= golden.len(), "{what}: {} bins, {}", ours.len(), golden.len());
    for (k, (ours, golden)) in ours.iter().zip(golden).enumerate() {
        assert_close(&format!("{what}, bin {k}"), *ours, *golden);
    }
}

/// SplitMix64 (Steele, Lea & Flood 2014), for test data only.
pub struct Random(pub u64);

impl Random {
    /// Uniform in [0, 1).
    pub fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
    /// Mean 0, nearly Gaussian: twelve uniform numbers.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}
