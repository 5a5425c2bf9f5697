//! A batch gives what its trials give alone.

use std::ops::ControlFlow;
use subthal::engine::{Run, Simulator, SimulatorConfig, Spike};
use subthal::error::Error;
use subthal::evaluate::{evaluate, Answers, Batch, Progress, Protocol, Wiring};
use subthal::metrics::catalogue::{compute, Finished};
use subthal::metrics::{Signal, SpikeTrains, Window};
use subthal::network::{Network, Probe};
use subthal::presets::{build, Preset};

const METRICS: [&str; 5] =
    ["stn.rate", "gpe.cv", "gpi.silent_cells", "stn.seed_beta_power", "gpe.mean_v"];
const PARAMS: [&str; 2] = ["stn.i_app", "gpe_to_stn.weight_scale"];

fn network() -> Network {
    let sizes = Preset { n_stn: 20, n_gpe: 40, n_gpi: 30, seed: 5 };
    build("stn_gpe_gpi_adex_healthy", &sizes).unwrap()
}

fn protocol(wiring: Wiring) -> Protocol {
    Protocol { burn_in_ms: 50.0, measured_ms: 150.0, wiring, ..Protocol::default() }
}

type Outcomes = Vec<Result<(), Error>>;

/// Metrics and outcomes of a batch.
fn run(
    network: &Network,
    protocol: &Protocol,
    batch: &Batch,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<(Vec<f64>, Outcomes), Error> {
    let mut metrics = vec![0.0; batch.seeds.len() * batch.metrics.len()];
    let mut outcomes = vec![Ok(()); batch.seeds.len()];
    let mut answers = Answers { metrics: &mut metrics, outcomes: &mut outcomes };
    match evaluate(network, protocol, batch, &mut answers, progress) {
        Ok(()) | Err(Error::Cancelled) => Ok((metrics, outcomes)),
        Err(error) => Err(error),
    }
}

fn go_on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn ids(network: &Network) -> Vec<usize> {
    PARAMS.iter().map(|path| network.find_param(path).unwrap()).collect()
}

fn bits(numbers: &[f64]) -> Vec<u64> {
    numbers.iter().map(|number| number.to_bits()).collect()
}

/// A trial by hand: simulator, run, metrics.
fn alone(network: &Network, protocol: &Protocol, values: &[f64], seed: u64) -> Vec<f64> {
    let mut network = network.clone();
    network.set_many(&ids(&network), values).unwrap();
    for population in ["stn", "gpe", "gpi"] {
        let (population, variable) = (population.into(), "v".into());
        network.add_probe(Probe { population, variable, cells: vec![], mean: true }).unwrap();
    }
    let trial = if protocol.wiring == Wiring::Shared { seed } else { 0 };
    if protocol.wiring == Wiring::Redrawn {
        network.set_seed(seed);
    }
    let config =
        SimulatorConfig { precision: "single".into(), trial, ..SimulatorConfig::default() };
    let mut simulator = Simulator::new(&network, &config).unwrap();
    let (mut rows, mut spikes) = (vec![0.0; 8000 * 3], vec![Spike::default(); 1 << 16]);
    let mut run = Run { rows: &mut rows, spikes: &mut spikes, ..Run::default() };
    simulator.run(8000, &mut run).unwrap();
    let n_spikes = run.n_spikes as usize;
    let window = Window::new(2000, 8000, 0.025).unwrap();
    let metric = |name: &str| {
        let (population, metric) = name.split_once('.').unwrap();
        let index = network.find_population(population).unwrap();
        let own = spikes[..n_spikes].iter().filter(|spike| spike.population == index as u32);
        let n_cells = network.populations()[index].n_cells;
        let trains = SpikeTrains::new(n_cells, own.map(|s| (s.step, s.cell))).unwrap();
        let v: Vec<f64> = rows.chunks_exact(3).skip(2000).map(|row| row[index]).collect();
        let signal = Some(Signal::new(&v, 0.025).unwrap());
        compute(metric, &Finished { window, trains: &trains, signal }).unwrap()
    };
    METRICS.iter().map(|name| metric(name)).collect()
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
    let wrong: [(Protocol, Batch, &str); 13] = [
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
