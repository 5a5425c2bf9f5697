//! Whatever is in a batch, each of its trials is as it is alone.

use crate::by_hand::{bits, go_on, ids, network, run, ByHand};
use std::ops::ControlFlow;
use subthal::error::Error;
use subthal::evaluate::{evaluate, Answers, Batch, Progress, Protocol, Wiring};
use subthal::network::Network;

const METRICS: [&str; 7] = [
    "stn.rate",
    "gpe.cv",
    "gpi.silent_cells",
    "stn.seed_beta_power",
    "gpe.mean_v",
    "gpe.lfp_mean",
    "stn.lfp_mean",
];

fn protocol(wiring: Wiring) -> Protocol {
    Protocol { burn_in_ms: 50.0, measured_ms: 150.0, wiring, ..Protocol::default() }
}

/// The metrics of a trial by hand.
fn alone(network: &Network, protocol: &Protocol, values: &[f64], seed: u64) -> Vec<f64> {
    let by_hand = ByHand::new(network, protocol, values, seed);
    METRICS.iter().map(|name| by_hand.metric(name)).collect()
}

#[test]
fn trials_are_what_they_are_alone_whatever_the_batch_and_its_threads() {
    let network = network();
    let ids = ids(&network);
    let values = [60.0, 1.0, 80.0, 2.0, 60.0, 1.0, 100.0, 0.5];
    let seeds = [7, 8, 9, 7];
    for wiring in [Wiring::Shared, Wiring::Redrawn] {
        let protocol = protocol(wiring);
        let batch = |n_threads| Batch {
            params: &ids,
            values: &values,
            seeds: &seeds,
            metrics: &METRICS,
            n_threads,
        };
        let (on_one, outcomes) = run(&network, &protocol, &batch(1), &mut go_on).unwrap();
        assert!(outcomes.iter().all(|outcome| outcome.is_ok()), "{outcomes:?}");
        let (on_three, _) = run(&network, &protocol, &batch(3), &mut go_on).unwrap();
        assert_eq!(bits(&on_one), bits(&on_three));
        for (trial, seed) in seeds.into_iter().enumerate() {
            let by_hand = alone(&network, &protocol, &values[2 * trial..][..2], seed);
            let row = &on_one[trial * METRICS.len()..][..METRICS.len()];
            assert_eq!(bits(row), bits(&by_hand), "trial {trial}, {wiring:?}");
        }
        let row = |trial: usize| &on_one[trial * METRICS.len()..][..METRICS.len()];
        assert_ne!(bits(row(0)), bits(row(2)), "another seed is another trial");
    }
}

#[test]
fn bad_trial_spoils_no_other() {
    let network = network();
    let ids = ids(&network);
    let (good, seeds) = ([60.0, 1.0], [1, 2, 3, 4, 5]);
    // out of range, not a number, and a weight that no membrane survives
    let values = [60.0, 1.0, 1e9, 1.0, 60.0, f64::NAN, 60.0, 1e6, 60.0, 1.0];
    let protocol = protocol(Wiring::Shared);
    let batch =
        Batch { params: &ids, values: &values, seeds: &seeds, metrics: &METRICS, n_threads: 2 };
    let (metrics, outcomes) = run(&network, &protocol, &batch, &mut go_on).unwrap();
    assert_eq!(outcomes[0], Ok(()));
    assert!(matches!(&outcomes[1], Err(Error::OutOfRange { .. })), "{outcomes:?}");
    assert!(matches!(&outcomes[2], Err(Error::OutOfRange { .. })), "{outcomes:?}");
    assert!(outcomes[3].is_err(), "{outcomes:?}");
    let row = |trial: usize| &metrics[trial * METRICS.len()..][..METRICS.len()];
    assert!([1, 2, 3].into_iter().flat_map(row).all(|metric| metric.is_nan()));
    assert_eq!(bits(row(4)), bits(&alone(&network, &protocol, &good, 5)));
}

#[test]
fn batch_that_makes_no_sense_is_an_error_and_changes_nothing() {
    let network = network();
    let ids = ids(&network);
    let whole = Batch {
        params: &ids,
        values: &[60.0, 1.0],
        seeds: &[1],
        metrics: &["stn.rate"],
        n_threads: 1,
    };
    let long = protocol(Wiring::Shared);
    let wrong: [(Protocol, Batch, &str); 21] = [
        (Protocol { measured_ms: 1e10, ..long.clone() }, whole, "record"),
        (long.clone(), Batch { n_threads: usize::MAX, ..whole }, "n_threads"),
        (Protocol { dt_ms: 2.0, ..long.clone() }, whole, "dt_ms"),
        (Protocol { precision: "singel".into(), ..long.clone() }, whole, "single"),
        (Protocol { integrator: "euler".into(), ..long.clone() }, whole, "forward_euler"),
        (long.clone(), Batch { params: &[999_999, 0], ..whole }, "params"),
        (long.clone(), Batch { values: &[60.0], ..whole }, "values"),
        (long.clone(), Batch { seeds: &[], ..whole }, "values"),
        (long.clone(), Batch { metrics: &["stn"], ..whole }, "population.metric"),
        (long.clone(), Batch { metrics: &["stn.rats"], ..whole }, "rate"),
        (long.clone(), Batch { metrics: &["stm.rate"], ..whole }, "stn"),
        (long.clone(), Batch { metrics: &["stn.kappa"], ..whole }, "too short for \"kappa\""),
        (long.clone(), Batch { metrics: &["stn.lfp_beta_power"], ..whole }, "lfp_beta_power"),
        (long.clone(), Batch { metrics: &["stn.gpe.coherence"], ..whole }, "\"coherence\": signal"),
        (long.clone(), Batch { metrics: &["stn.gpe.coherense"], ..whole }, "\"coherence\""),
        (long.clone(), Batch { metrics: &["stn.gpee.coherence"], ..whole }, "\"gpe\""),
        (long.clone(), Batch { metrics: &["stn.stn.coherence"], ..whole }, "population twice"),
        (
            long.clone(),
            Batch { metrics: &["stn.coherence"], ..whole },
            "of 2 populations, not of 1",
        ),
        (long.clone(), Batch { metrics: &["stn.gpe.rate"], ..whole }, "of 1 population, not of 2"),
        (long.clone(), Batch { metrics: &["stn.gpe.gpi.rate"], ..whole }, "not of 3"),
        (Protocol { measured_ms: f64::NAN, ..long }, whole, "measured_ms"),
    ];
    for (protocol, batch, word) in wrong {
        let (mut metrics, mut outcomes) = (vec![5.0; 1], vec![Ok(()); 1]);
        let mut answers = Answers { metrics: &mut metrics, outcomes: &mut outcomes };
        let error = evaluate(&network, &protocol, &batch, &mut answers, &mut go_on).unwrap_err();
        assert!(error.to_string().contains(word), "\"{error}\" has no \"{word}\"");
        assert_eq!((metrics[0], &outcomes[0]), (5.0, &Ok(())));
    }
    let mut answers = Answers { metrics: &mut [], outcomes: &mut [] };
    let short = evaluate(&network, &protocol(Wiring::Shared), &whole, &mut answers, &mut go_on);
    assert!(matches!(short, Err(Error::BufferTooSmall { needed: 1, given: 0, .. })), "{short:?}");
}

#[test]
fn empty_batch_is_done_at_once() {
    let batch =
        Batch { params: &[], values: &[], seeds: &[], metrics: &["stn.rate"], n_threads: 0 };
    let (metrics, outcomes) =
        run(&network(), &protocol(Wiring::Shared), &batch, &mut go_on).unwrap();
    assert!(metrics.is_empty() && outcomes.is_empty());
}

#[test]
fn cancelled_batch_keeps_what_is_done() {
    let network = network();
    let seeds: Vec<u64> = (0..400).collect();
    let batch =
        Batch { params: &[], values: &[], seeds: &seeds, metrics: &["stn.rate"], n_threads: 2 };
    let caller = std::thread::current().id();
    let (mut n_asked, mut last) = (0, 0);
    let mut stop = |progress: Progress| {
        assert_eq!(std::thread::current().id(), caller, "asked on the calling thread");
        assert!(progress.n_done >= last && progress.n_trials == seeds.len());
        (n_asked, last) = (n_asked + 1, progress.n_done);
        ControlFlow::Break(())
    };
    let (metrics, outcomes) = run(&network, &protocol(Wiring::Shared), &batch, &mut stop).unwrap();
    assert!(n_asked > 0);
    let done = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    assert!(done > 0 && done < seeds.len(), "{done} of {} done", seeds.len());
    for (rate, outcome) in metrics.iter().zip(&outcomes) {
        assert_eq!(rate.is_nan(), *outcome == Err(Error::Cancelled));
    }
}
