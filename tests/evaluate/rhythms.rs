//! What a batch says of rhythms is what the functions say of the same trial.

use crate::by_hand::{bits, go_on, ids, network, run, ByHand};
use subthal::evaluate::{Batch, Protocol, Wiring};
use subthal::metrics::{
    beta_peak, bin_means, coherence, coherence_threshold, population_rate, prominence,
    prominence_over_1f, synchrony, welch, Bins, Signal, Spectrum, Welch,
};

const BETA_HZ: (f64, f64) = (13.0, 30.0);
const LFP: [&str; 6] = [
    "lfp_mean",
    "lfp_beta_peak_hz",
    "lfp_beta_prominence",
    "lfp_beta_prominence_over_1f",
    "lfp_beta_power",
    "lfp_relative_beta_power",
];
const RATE: [&str; 4] = ["beta_peak_hz", "beta_prominence", "beta_power", "kappa"];
const PAIR: [&str; 3] = ["coherence", "coherence_threshold", "beta_detected"];

fn protocol() -> Protocol {
    let wiring = Wiring::Redrawn;
    Protocol { burn_in_ms: 50.3, measured_ms: 1600.7, wiring, ..Protocol::default() }
}

/// Segments of 1 s that overlap by half, of a signal of 1 ms.
fn spectrum(signal: Signal) -> Spectrum {
    welch(signal, Welch::new(1000, 500).unwrap()).unwrap()
}

/// The LFP metrics, in the order of their names.
fn of_lfp(trial: &ByHand, population: usize) -> [f64; 6] {
    let means = bin_means(trial.current(population), 40);
    assert_eq!(means.len(), 1600, "the last 0.7 ms are no bin");
    let lfp = Signal::new(&means, 1.0).unwrap();
    let spectrum = spectrum(lfp);
    [
        lfp.mean(),
        beta_peak(&spectrum).unwrap().frequency_hz,
        prominence(&spectrum).unwrap(),
        prominence_over_1f(&spectrum).unwrap(),
        spectrum.band_power(BETA_HZ.0, BETA_HZ.1).unwrap(),
        spectrum.relative_band_power(BETA_HZ, (1.0, 100.0)).unwrap(),
    ]
}

/// The firing rate of a population in bins of 1 ms, Hz.
fn rate(trial: &ByHand, population: usize) -> Vec<f64> {
    population_rate(&trial.trains[population], Bins::new(trial.window, 40).unwrap()).unwrap()
}

/// The metrics of a rate, in the order of their names.
fn of_rate(trial: &ByHand, population: usize) -> [f64; 4] {
    let spectrum = spectrum(Signal::new(&rate(trial, population), 1.0).unwrap());
    let (peak, bins) = (beta_peak(&spectrum).unwrap(), Bins::new(trial.window, 40).unwrap());
    let segments = Welch::new(1000, 500).unwrap();
    let together = synchrony(&trial.trains[population], bins, segments, peak.frequency_hz).unwrap();
    let power = spectrum.band_power(BETA_HZ.0, BETA_HZ.1).unwrap();
    [peak.frequency_hz, prominence(&spectrum).unwrap(), power, together.kappa]
}

/// The metrics of a pair, in the order of their names.
fn of_pair(trial: &ByHand, first: usize, second: usize) -> [f64; 3] {
    let segments = Welch::new(1000, 500).unwrap();
    let rates = [first, second].map(|population| rate(trial, population));
    let [x, y] = rates.each_ref().map(|rate| Signal::new(rate, 1.0).unwrap());
    let coherence = coherence(x, y, segments).unwrap();
    let [peak_hz, prominence, _, kappa] = of_rate(trial, first);
    let at_peak = coherence.values()[peak_hz as usize]; // bins are 1 Hz apart
    let independent = segments.effective_segments(coherence.n_segments()).unwrap();
    let threshold = coherence_threshold(0.05, independent).unwrap();
    let stand_out = prominence >= 8.0 && of_rate(trial, second)[1] >= 8.0;
    let detected = stand_out && kappa >= 0.06 && at_peak > threshold;
    [at_peak, threshold, f64::from(u8::from(detected))]
}

#[test]
fn rhythms_in_a_batch_are_those_of_the_functions() {
    let (network, protocol) = (network(), protocol());
    let of = |population: &str, metrics: &[&str]| -> Vec<String> {
        metrics.iter().map(|metric| format!("{population}.{metric}")).collect()
    };
    let names = [
        of("stn", &LFP),
        of("gpe.stn", &PAIR),
        of("gpe", &RATE),
        of("stn.gpe", &PAIR),
        of("gpi", &LFP),
    ]
    .concat();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (params, values, seeds) = (ids(&network), [60.0, 1.0, 80.0, 2.0], [3, 4]);
    let batch =
        Batch { params: &params, values: &values, seeds: &seeds, metrics: &names, n_threads: 2 };
    let (metrics, outcomes) = run(&network, &protocol, &batch, &mut go_on).unwrap();
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    for (trial, row) in metrics.chunks_exact(names.len()).enumerate() {
        let trial = ByHand::new(&network, &protocol, &values[2 * trial..][..2], seeds[trial]);
        let mut by_hand = of_lfp(&trial, 0).to_vec();
        by_hand.extend(of_pair(&trial, 1, 0));
        by_hand.extend(of_rate(&trial, 1));
        by_hand.extend(of_pair(&trial, 0, 1));
        by_hand.extend(of_lfp(&trial, 2));
        assert_eq!(bits(row), bits(&by_hand), "{names:?}\n{row:?}\n{by_hand:?}");
        assert!(row.iter().all(|metric| metric.is_finite()), "{names:?}\n{row:?}");
    }
}

#[test]
fn metric_does_not_depend_on_what_else_is_asked() {
    let (network, protocol) = (network(), protocol());
    fn whole<'a>(metrics: &'a [&'a str]) -> Batch<'a> {
        Batch { params: &[], values: &[], seeds: &[9], metrics, n_threads: 1 }
    }
    let all = ["stn.lfp_beta_power", "gpe.seed_beta_power", "stn.mean_v", "gpe.lfp_mean", "stn.R"];
    let (together, _) = run(&network, &protocol, &whole(&all), &mut go_on).unwrap();
    for (name, together) in all.into_iter().zip(together) {
        let name = [name];
        let (alone, _) = run(&network, &protocol, &whole(&name), &mut go_on).unwrap();
        assert_eq!(alone[0].to_bits(), together.to_bits(), "{name:?}");
    }
}

#[test]
fn parkinsonian_circuit_has_detected_beta_and_the_healthy_one_has_none() {
    use subthal::presets::{build, Preset};
    let protocol = Protocol { burn_in_ms: 300.0, ..Protocol::default() };
    let metrics = ["stn.gpe.beta_detected"];
    let batch = Batch { params: &[], values: &[], seeds: &[1, 2], metrics: &metrics, n_threads: 2 };
    for (state, expected) in [("healthy", 0.0), ("parkinsonian", 1.0)] {
        let network = build(&format!("stn_gpe_gpi_adex_{state}"), &Preset::default()).unwrap();
        let (detected, _) = run(&network, &protocol, &batch, &mut go_on).unwrap();
        assert_eq!(detected, [expected; 2], "{state}");
    }
}
