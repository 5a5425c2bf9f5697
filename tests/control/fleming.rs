//! The biomarker of Fleming, Dunn and Lowery (2020), against SciPy.

use crate::data::{assert_close, estimates, signal, table};
use subthal::control::{Estimate, EstimatorConfig};

fn published() -> (Vec<Estimate>, Vec<Vec<f64>>) {
    let rows = table("fleming_2020");
    let numbers = |row: &Vec<String>| row.iter().map(|x| x.parse().unwrap()).collect();
    let golden = rows[1..].iter().map(numbers).collect();
    (estimates(&EstimatorConfig::of("fleming_2020").unwrap(), &signal()), golden)
}

#[test]
fn biomarker_agrees_with_scipys_sections() {
    let (ours, golden) = published();
    for row in golden {
        assert_close(&format!("after {}", row[0]), ours[row[0] as usize - 1].value, row[1]);
    }
}

/// The authors filter by one polynomial of order 8; the rounding of its coefficients is theirs, not ours.
#[test]
fn authors_polynomial_departs_by_less_than_a_hundredth() {
    let (ours, golden) = published();
    for row in golden {
        let ratio = ours[row[0] as usize - 1].value / row[2];
        assert!((ratio - 1.0).abs() < 1e-2, "after {}: {ratio}", row[0]);
    }
}

#[test]
fn first_value_comes_one_interval_after_the_window_is_full() {
    let (ours, golden) = published();
    let fresh: Vec<f64> = (1..=6000).filter(|n| ours[n - 1].is_fresh).map(|n| n as f64).collect();
    assert_eq!(fresh, golden.iter().map(|row| row[0]).collect::<Vec<_>>());
    assert!(ours[..4039].iter().all(|estimate| estimate.value == 0.0));
}

/// The filter runs along with the samples; how it is shared out does not change a bit.
#[test]
fn value_does_not_depend_on_the_interval() {
    let of_kind = EstimatorConfig::of("fleming_2020").unwrap();
    let short = EstimatorConfig { window_ms: 300.0, tail_ms: 50.0, hop_ms: 0.5, ..of_kind };
    let every = estimates(&short, &signal());
    for hop in [2, 40, 97, 599, 600, 601, 1234] {
        let config = EstimatorConfig { hop_ms: f64::from(hop) / 2.0, ..short.clone() };
        let ours = estimates(&config, &signal());
        let fresh: Vec<usize> = (0..6000).filter(|k| ours[*k].is_fresh).collect();
        assert_eq!(fresh.len(), (6000 - 600) / hop as usize);
        assert!(fresh.iter().all(|k| ours[*k].value == every[*k].value), "{hop} samples");
    }
}
