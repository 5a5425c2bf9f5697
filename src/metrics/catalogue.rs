//! The metrics that can be asked for by name.

use super::beta::BETA_HZ;
use super::pairs::{coherence_at_peak, coherence_limit, is_beta_detected, phase_at_peak};
use super::{
    beta_peak, burst_fraction, burst_rate, count_correlation, fano_factor, isi_cv, isi_cv2,
    isi_cv_seed, isi_lv, mean_rate, prominence, prominence_over_1f, seed_beta_fraction,
    seed_beta_power, silent_cells, spike_spectrum, Bins, BurstRule, Finished, Mean, Multitaper,
};
use crate::error::Error;

/// A metric that has a name.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// What it is asked for by.
    pub name: &'static str,
    /// The unit of its value; "1" if it is a pure number.
    pub unit: &'static str,
    /// One line for a list.
    pub meaning: &'static str,
    /// The mean over cells that it is made from; from spikes if none.
    pub needs: Option<Mean>,
    /// Whether it is of the answers to a train of pulses besides.
    pub of_pulses: bool,
    recipe: Recipe,
}

#[derive(Clone, Copy, Debug)]
enum Recipe {
    OfOne(fn(&Finished) -> Result<f64, Error>),
    OfTwo(fn(&Finished, &Finished) -> Result<f64, Error>),
}

impl Metric {
    /// Of how many populations it is: 1 or 2.
    pub fn n_populations(&self) -> usize {
        match self.recipe {
            Recipe::OfOne(_) => 1,
            Recipe::OfTwo(_) => 2,
        }
    }

    /// Computes the metric; NaN where the run has no such value, a silent population no CV.
    ///
    /// # Errors
    /// More or fewer populations than the metric is of, a signal is missing, or the run is too short
    /// for the metric.
    pub fn compute(&self, populations: &[&Finished]) -> Result<f64, Error> {
        match (self.recipe, populations) {
            (Recipe::OfOne(compute), [one]) => compute(one),
            (Recipe::OfTwo(compute), [first, second]) => compute(first, second),
            _ => Err(self.of_another_number(populations.len())),
        }
    }

    /// The error of a metric that is asked for of more or fewer populations than it is of.
    pub fn of_another_number(&self, n_populations: usize) -> Error {
        let own = if self.n_populations() == 1 { "1 population" } else { "2 populations" };
        let why = format!("\"{}\" is of {own}, not of {n_populations}", self.name);
        Error::invalid("metric", why)
    }
}

type Text = (&'static str, &'static str, &'static str);

const fn of_spikes(
    (name, unit, meaning): Text,
    compute: fn(&Finished) -> Result<f64, Error>,
) -> Metric {
    Metric { name, unit, meaning, needs: None, of_pulses: false, recipe: Recipe::OfOne(compute) }
}

/// Of spikes that answer a train of pulses.
const fn of_answers(text: Text, compute: fn(&Finished) -> Result<f64, Error>) -> Metric {
    Metric { of_pulses: true, ..of_spikes(text, compute) }
}

const fn of_v((name, unit, meaning): Text, compute: fn(&Finished) -> Result<f64, Error>) -> Metric {
    Metric {
        name,
        unit,
        meaning,
        needs: Some(Mean::V),
        of_pulses: false,
        recipe: Recipe::OfOne(compute),
    }
}

const fn of_lfp(
    (name, unit, meaning): Text,
    compute: fn(&Finished) -> Result<f64, Error>,
) -> Metric {
    let needs = Some(Mean::SynapticCurrent);
    Metric { name, unit, meaning, needs, of_pulses: false, recipe: Recipe::OfOne(compute) }
}

const fn of_two(
    (name, unit, meaning): Text,
    compute: fn(&Finished, &Finished) -> Result<f64, Error>,
) -> Metric {
    Metric { name, unit, meaning, needs: None, of_pulses: false, recipe: Recipe::OfTwo(compute) }
}

/// What beta is compared with, Hz.
const BROAD_HZ: (f64, f64) = (1.0, 100.0);

/// The bins in which counts make a Fano factor, ms.
const FANO_MS: f64 = 100.0;
/// The bins in which counts are correlated, ms: a fifth of a beta cycle.
const CORRELATED_MS: f64 = 10.0;

/// Every metric. Those of spectra use bins of 1 ms and segments of 1 s that overlap by half (Hann, the
/// mean of each removed), so they need a window of at least 1 s. The LFP is the mean synaptic current of
/// a cell, averaged over the same bins, in the unit of the model's current. Those of two populations are
/// of their rates.
#[rustfmt::skip] // name, unit and meaning in one line, how it is computed in the next
pub const METRICS: &[Metric] = &[
    of_spikes(("rate", "Hz", "mean firing rate of a cell"),
        |run| Ok(mean_rate(run.trains(), run.window()))),
    of_spikes(("silent_cells", "1", "cells that do not fire"),
        |run| Ok(silent_cells(run.trains(), run.window()) as f64)),
    of_spikes(("cv", "1", "ISI CV by the sample SD, cells with at least 3 intervals"),
        |run| Ok(isi_cv(run.trains(), run.window()).mean)),
    of_spikes(("cells_counted", "1", "cells with at least 3 intervals: those behind cv, cv2 and lv"),
        |run| Ok(isi_cv(run.trains(), run.window()).cells_counted as f64)),
    of_spikes(("cv_seed", "1", "the seed's ISI CV: population SD, cells with at least 2 spikes"),
        |run| Ok(isi_cv_seed(run.trains(), run.window()).mean)),
    of_spikes(("cells_counted_seed", "1", "cells with at least 2 spikes: those behind cv_seed"),
        |run| Ok(isi_cv_seed(run.trains(), run.window()).cells_counted as f64)),
    of_spikes(("cv2", "1", "mean 2 |J - I| / (J + I) of neighbouring intervals, cells with at least 3"),
        |run| Ok(isi_cv2(run.trains(), run.window()).mean)),
    of_spikes(("lv", "1", "3 x mean ((J - I) / (J + I))^2 of neighbouring intervals, cells with at least 3"),
        |run| Ok(isi_lv(run.trains(), run.window()).mean)),
    of_spikes(("fano_factor", "1", "sample variance / mean of spike counts in 100 ms, cells that fire"),
        |run| fano_factor(run.trains(), Bins::of_ms(run.window(), FANO_MS)?)),
    of_spikes(("count_correlation", "1", "mean pairwise correlation of spike counts in 10 ms"),
        |run| count_correlation(run.trains(), Bins::of_ms(run.window(), CORRELATED_MS)?)),
    of_spikes(("burst_fraction", "1", "spikes in bursts of Poisson surprise 5 or more, over all spikes"),
        |run| burst_fraction(run.trains(), run.window(), BurstRule::SURPRISE)),
    of_spikes(("burst_rate", "Hz", "bursts of Poisson surprise 5 or more, of a cell"),
        |run| burst_rate(run.trains(), run.window(), BurstRule::SURPRISE)),
    of_spikes(("t_burst_rate", "Hz", "bursts of a cell: 100 ms of silence, then intervals of 4 ms or less"),
        |run| burst_rate(run.trains(), run.window(), BurstRule::THALAMIC)),
    of_spikes(("beta_peak_hz", "Hz", "frequency of the largest population-rate power in 13-30 Hz"),
        |run| Ok(beta_peak(run.rate_spectrum()?)?.frequency_hz)),
    of_spikes(("beta_prominence", "dB", "beta peak of the population rate over 5-10 and 36-60 Hz"),
        |run| prominence(run.rate_spectrum()?)),
    of_spikes(("beta_prominence_over_1f", "dB", "beta peak of the population rate over a 1/f line"),
        |run| prominence_over_1f(run.rate_spectrum()?)),
    of_spikes(("beta_power", "Hz2", "population-rate power in 13-30 Hz"),
        |run| run.rate_spectrum()?.band_power(BETA_HZ.0, BETA_HZ.1)),
    of_spikes(("relative_beta_power", "1", "population-rate power in 13-30 Hz over 1-100 Hz"),
        |run| run.rate_spectrum()?.relative_band_power(BETA_HZ, BROAD_HZ)),
    of_spikes(("cell_beta_power", "Hz2", "multitaper power of single cells in 7-35 Hz, mean over cells"),
        cell_beta_power),
    of_spikes(("R", "1", "synchrony at the beta peak: 1 independent cells, n_cells all as one"),
        |run| Ok(run.beta_synchrony()?.r)),
    of_spikes(("kappa", "1", "mean pairwise coherency at the beta peak: (R - 1) / (n_cells - 1)"),
        |run| Ok(run.beta_synchrony()?.kappa)),
    of_answers(("error_index", "1", "misses, bursts and spurious spikes a pulse that a cell is to pass on"),
        |run| Ok(run.relay()?.error_index)),
    of_answers(("relay_fidelity", "1", "fraction of pulses passed on by one spike within 25 ms and nothing else"),
        |run| Ok(run.relay()?.fidelity)),
    of_v(("mean_v", "mV", "mean of V over cells and time"),
        |run| Ok(run.signal(Mean::V)?.mean())),
    of_v(("seed_beta_power", "mV2", "the seed's beta: summed |rfft(mean V)|^2, 13-30 Hz"),
        |run| seed_beta_power(run.signal(Mean::V)?)),
    of_v(("seed_beta_fraction", "1", "the seed's beta: 13-30 over 1-100 Hz of mean V"),
        |run| seed_beta_fraction(run.signal(Mean::V)?)),
    of_lfp(("lfp_mean", "pA or uA/cm2", "mean of the synaptic current over cells and time"),
        |run| Ok(run.lfp()?.mean())),
    of_lfp(("lfp_beta_peak_hz", "Hz", "frequency of the largest LFP power in 13-30 Hz"),
        |run| Ok(beta_peak(run.lfp_spectrum()?)?.frequency_hz)),
    of_lfp(("lfp_beta_prominence", "dB", "beta peak of the LFP over 5-10 and 36-60 Hz"),
        |run| prominence(run.lfp_spectrum()?)),
    of_lfp(("lfp_beta_prominence_over_1f", "dB", "beta peak of the LFP over a 1/f line"),
        |run| prominence_over_1f(run.lfp_spectrum()?)),
    of_lfp(("lfp_beta_power", "pA2 or uA2/cm4", "LFP power in 13-30 Hz"),
        |run| run.lfp_spectrum()?.band_power(BETA_HZ.0, BETA_HZ.1)),
    of_lfp(("lfp_relative_beta_power", "1", "LFP power in 13-30 Hz over 1-100 Hz"),
        |run| run.lfp_spectrum()?.relative_band_power(BETA_HZ, BROAD_HZ)),
    of_lfp(("lfp_beta_burst_rate", "Hz", "LFP beta bursts: envelope of 13-30 Hz above its 75th percentile, 100 ms"),
        |run| Ok(run.lfp_bursts()?.rate())),
    of_lfp(("lfp_beta_burst_duration", "ms", "mean duration of the LFP's beta bursts"),
        |run| Ok(run.lfp_bursts()?.mean_duration_ms())),
    of_lfp(("lfp_long_beta_bursts", "1", "fraction of the LFP's beta bursts that are longer than 600 ms"),
        |run| Ok(run.lfp_bursts()?.long_fraction())),
    of_two(("coherence", "1", "coherence of two population rates at the beta peak of the first"),
        coherence_at_peak),
    of_two(("coherence_phase", "rad", "by how much the second rate leads the first at that peak"),
        phase_at_peak),
    of_two(("coherence_threshold", "1", "what the coherence of independent rates exceeds in 5 %"),
        |first, _| coherence_limit(first)),
    of_two(("beta_detected", "1", "1 if both have beta, the first in synchrony and coherent with the other"),
        |first, second| Ok(f64::from(u8::from(is_beta_detected(first, second)?)))),
];

/// Kumaravelu K, Brocker DT, Grill WM (2016) J Comput Neurosci 40:207-229: bins of 1 ms, TW 3, 5 tapers.
fn cell_beta_power(run: &Finished) -> Result<f64, Error> {
    let bins = Bins::of_1_ms(run.window())?;
    spike_spectrum(run.trains(), bins, Multitaper::default())?.band_power(7.0, 35.0)
}

/// Finds a metric, so that a name is looked up once for many runs.
///
/// # Errors
/// No metric has this name.
pub fn find(name: &str) -> Result<&'static Metric, Error> {
    let unknown = || Error::unknown("metric", name, METRICS.iter().map(|metric| metric.name));
    METRICS.iter().find(|metric| metric.name == name).ok_or_else(unknown)
}

/// Computes a metric by name.
///
/// # Errors
/// No metric has this name, and those of [`Metric::compute`].
pub fn compute(name: &str, populations: &[&Finished]) -> Result<f64, Error> {
    find(name)?.compute(populations)
}
