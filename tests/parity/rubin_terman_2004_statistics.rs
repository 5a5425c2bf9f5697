//! Rubin & Terman (2004): random starts give the rates and the relay that their code gives with its own solver.

use crate::run::{run_as, Recorded};
use crate::statistics::{mean_and_error, z};
use crate::tables;
use subthal::network::Network;
use subthal::presets::{self, Preset};

const RECORDED: Recorded = Recorded { dt_ms: 0.01, n_steps: 125_000, n_recorded: 0, every: 1 };
const N_STARTS: u64 = 12;
/// State, preset, frequency of stimulation in Hz.
const CONDITIONS: [(&str, &str, f64); 3] = [
    ("healthy", "healthy", 0.0),
    ("parkinsonian", "parkinsonian", 0.0),
    ("dbs", "parkinsonian", 1000.0 / 6.0),
];
const COLUMNS: [&str; 6] = ["rate_stn", "rate_gpe", "rate_gpi", "rate_tc", "misses", "bad"];

fn network(state: &str, frequency_hz: f64, seed: u64) -> Network {
    let preset = Preset { seed, ..Preset::default() };
    let mut network = presets::build(&format!("rubin_terman_2004_{state}"), &preset).unwrap();
    network.set("dbs.frequency", frequency_hz).unwrap();
    network
}

/// Rates from 250 to 1250 ms, Hz, then volleys without an answer and with more than one in 20 ms.
fn measured(network: &Network) -> [f64; 6] {
    let ran = run_as(network, RECORDED, &[]);
    let late = |index: usize, cell| {
        let steps = ran.spike_steps(index, cell).into_iter().filter(|step| *step >= 25_000);
        steps.collect::<Vec<_>>()
    };
    let rate = |index: usize, n_cells: usize| {
        (0..n_cells).map(|cell| late(index, cell).len()).sum::<usize>() as f64 / n_cells as f64
    };
    let relays = [late(3, 0), late(3, 1)];
    let answers = relays.iter().flat_map(|spikes| (5..25).map(|volley| answered(spikes, volley)));
    let answers: Vec<usize> = answers.collect();
    let count = |kind: fn(&usize) -> bool| answers.iter().filter(|n| kind(n)).count() as f64;
    let (misses, bad) = (count(|n| *n == 0), count(|n| *n > 1));
    [rate(0, 16), rate(1, 16), rate(2, 16), rate(3, 2), misses, bad]
}

/// Spikes within 20 ms of a volley, of which there is one each 50 ms.
fn answered(spikes: &[u64], volley: u64) -> usize {
    let first = volley * 5_000;
    spikes.iter().filter(|step| (first..first + 2_000).contains(step)).count()
}

#[test]
fn random_starts_give_the_rates_and_relay_of_the_published_solver() {
    let mut largest = 0.0_f64;
    for (condition, state, frequency_hz) in CONDITIONS {
        let found: Vec<[f64; 6]> =
            (1..=N_STARTS).map(|seed| measured(&network(state, frequency_hz, seed))).collect();
        for (index, column) in COLUMNS.iter().enumerate() {
            let own: Vec<f64> = found.iter().map(|each| each[index]).collect();
            let table = "rubin_terman_2004_statistics.csv";
            let theirs = tables::column(table, ["state", condition], column);
            // a spike or a volley more or less in every run is no sampling error
            let z = z(&own, &theirs, 0.05);
            let [ours, theirs] = [&own, &theirs].map(|numbers| mean_and_error(numbers).0);
            println!("{condition:13} {column:9} {ours:8.3} published {theirs:8.3}, z {z:5.2}");
            largest = largest.max(z.abs());
        }
    }
    // the largest of 18 standard normals is above 4 in 0.1 % of such tests; of Student's t with 22 degrees, in 1 %
    assert!(largest < 4.0, "{largest} standard errors");
}
