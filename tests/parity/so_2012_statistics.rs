//! So, Kent & Grill (2012): what random inputs give on average is what the published code gives.

use crate::statistics::{mean_and_error, z};
use crate::tables;
use std::ops::ControlFlow;
use subthal::evaluate::{evaluate, Answers, Batch, Protocol, Wiring};
use subthal::presets::{build, Preset};

/// Columns of the recorded table, and what they are in a batch; rates and CVs by the seed's definition of CV, which is
/// that of the recordings: population SD, cells with at least 2 spikes.
const METRICS: [(&str, &str); 9] = [
    ("EI", "tc.smc.error_index"),
    ("rate_TC", "tc.rate"),
    ("rate_STN", "stn.rate"),
    ("rate_GPe", "gpe.rate"),
    ("rate_GPi", "gpi.rate"),
    ("cv_TC", "tc.cv_seed"),
    ("cv_STN", "stn.cv_seed"),
    ("cv_GPe", "gpe.cv_seed"),
    ("cv_GPi", "gpi.cv_seed"),
];
const N_INPUTS: u64 = 30;

/// Of each condition: its name in the table, the state, and the frequency of stimulation, Hz.
const CONDITIONS: [(&str, &str, f64); 7] = [
    ("healthy", "healthy", 0.0),
    ("pd", "parkinsonian", 0.0),
    ("pd_dbs20", "parkinsonian", 20.0),
    ("pd_dbs45", "parkinsonian", 45.0),
    ("pd_dbs130", "parkinsonian", 130.0),
    ("pd_dbs185", "parkinsonian", 185.0),
    ("healthy_dbs130", "healthy", 130.0),
];

/// The metrics of every trial, (N_INPUTS x METRICS).
fn ours(state: &str, frequency_hz: f64) -> Vec<f64> {
    let network = build(&format!("so_2012_{state}"), &Preset::default()).unwrap();
    let params = [network.find_param("dbs.frequency").unwrap()];
    let protocol = Protocol {
        dt_ms: 0.01,
        precision: "double".into(),
        integrator: "forward_euler".into(),
        burn_in_ms: 200.0,
        measured_ms: 800.0,
        wiring: Wiring::Redrawn,
    };
    let (seeds, values): (Vec<u64>, Vec<f64>) =
        (1..=N_INPUTS).map(|seed| (seed, frequency_hz)).unzip();
    let metrics = METRICS.map(|(_, metric)| metric);
    let batch =
        Batch { params: &params, values: &values, seeds: &seeds, metrics: &metrics, n_threads: 0 };
    let (mut found, mut outcomes) =
        (vec![0.0; seeds.len() * metrics.len()], vec![Ok(()); seeds.len()]);
    let mut answers = Answers { metrics: &mut found, outcomes: &mut outcomes };
    evaluate(&network, &protocol, &batch, &mut answers, &mut |_| ControlFlow::Continue(()))
        .unwrap();
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    found
}

fn published(condition: &str, column: &str) -> Vec<f64> {
    tables::column("so_2012_statistics.csv", ["condition", condition], column)
}

#[test]
fn random_inputs_give_the_published_statistics() {
    let mut largest = 0.0_f64;
    for (condition, state, frequency_hz) in CONDITIONS {
        let found = ours(state, frequency_hz);
        for (index, (column, _)) in METRICS.iter().enumerate() {
            let own: Vec<f64> = found.iter().skip(index).step_by(METRICS.len()).copied().collect();
            let theirs = published(condition, column);
            // what differs by less than this in every input is no sampling error: a spike more or less
            let z = z(&own, &theirs, 1e-3);
            let [ours, theirs] = [&own, &theirs].map(|numbers| mean_and_error(numbers).0);
            println!("{condition:15} {column:9} {ours:8.4} published {theirs:8.4}, z {z:5.2}");
            largest = largest.max(z.abs());
        }
    }
    // the largest of 63 standard normals is above 4 in 0.4 % of such tests
    assert!(largest < 4.0, "{largest} standard errors");
}
