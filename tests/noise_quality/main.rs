//! The noise is Gaussian, white and everyone's own: what a cell hears, as a probe records it.
//!
//! `make soak` looks at 2^28 numbers instead of 2^22.

mod chance;
mod finding;
mod one_number;
mod sample;
mod two_numbers;

use finding::Finding;
use one_number::{Distribution, Moments};
use sample::Block;
use std::sync::OnceLock;
use subthal::network::Noise;
use two_numbers::{Columns, Grids, Products};

/// A law is broken by what happens by chance once in a million samples.
const LEAST_P: f64 = 1e-6;

/// Everything that is found in a stream.
#[derive(Default)]
struct Survey {
    moments: Moments,
    distribution: Distribution,
    products: Products,
    grids: Grids,
    columns: Columns,
}

impl Survey {
    fn add(&mut self, block: &Block) {
        self.moments.add(block);
        self.distribution.add(block);
        self.products.add(block);
        self.grids.add(block);
        self.columns.add(block);
    }

    fn of(stream: impl FnOnce(usize, &mut dyn FnMut(&Block))) -> Self {
        let soak = std::env::var_os("SUBTHAL_SOAK").is_some();
        let mut survey = Self::default();
        stream(1 << if soak { 28 } else { 22 }, &mut |block| survey.add(block));
        survey
    }
}

/// The noise followed in time, and the first steps of many cells.
fn surveys() -> [(&'static str, &'static Survey); 2] {
    static IN_TIME: OnceLock<Survey> = OnceLock::new();
    static AT_FIRST: OnceLock<Survey> = OnceLock::new();
    let in_time = IN_TIME.get_or_init(|| Survey::of(|n, add| sample::along_steps(n, add)));
    let at_first = AT_FIRST.get_or_init(|| Survey::of(|n, add| sample::along_cells(n, add)));
    [("along steps", in_time), ("along cells", at_first)]
}

fn assert_by_chance(law: &str, findings: impl Fn(&Survey) -> Vec<Finding>) {
    let (mut table, mut broken) = (String::new(), false);
    for (stream, survey) in surveys() {
        for finding in findings(survey) {
            broken |= finding.p.is_nan() || finding.p <= LEAST_P;
            table += &format!("{law:<14} {stream:<12} {finding}\n");
        }
    }
    println!("\n{table}");
    assert!(!broken, "not by chance:\n{table}");
}

#[test]
fn moments_are_those_of_a_standard_normal() {
    assert_by_chance("moments", |survey| survey.moments.findings());
}

#[test]
fn distribution_function_is_the_normal_one() {
    assert_by_chance("distribution", |survey| survey.distribution.distance());
}

#[test]
fn tails_hold_as_many_as_a_normals() {
    assert_by_chance("tails", |survey| survey.distribution.tails());
}

#[test]
fn numbers_do_not_correlate() {
    assert_by_chance("correlation", |survey| survey.products.findings(false));
}

#[test]
fn squares_do_not_correlate() {
    assert_by_chance("correlation", |survey| survey.products.findings(true));
}

#[test]
fn consecutive_numbers_fill_the_plane_as_independent_ones() {
    assert_by_chance("plane", |survey| survey.grids.findings());
}

#[test]
fn cells_populations_and_trials_do_not_correlate() {
    assert_by_chance("streams", |survey| survey.columns.findings());
}

#[test]
fn both_precisions_hear_the_same_noise() {
    let slow = Noise { tau_ms: 5.0, mean: 7.0, sigma: 3.0, ..Noise::default() };
    for (noise, rounding) in [(sample::white(), 0.0), (slow, 1e-5)] {
        let network = sample::noisy(100, &noise);
        let hear = |precision| sample::rows(&mut sample::simulator(&network, 3, precision), 1001);
        let apart = hear("double").into_iter().zip(hear("single")).map(|(x, y)| (x - y).abs());
        let most = apart.fold(0.0, f64::max);
        assert!(most <= rounding, "{noise:?}: {most} apart");
    }
}
