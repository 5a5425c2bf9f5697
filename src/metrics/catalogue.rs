//! The metrics that can be asked for by name.

use super::{
    beta_peak, isi_cv, isi_cv_seed, mean_rate, population_rate, prominence, prominence_over_1f,
    seed_beta_fraction, seed_beta_power, silent_cells, synchrony, welch, Bins, Signal, Spectrum,
    SpikeTrains, Synchrony, Welch, Window,
};
use crate::error::Error;

/// One population of a finished run.
#[derive(Clone, Copy, Debug)]
pub struct Finished<'a> {
    /// The steps that count, burn-in excluded, and their length.
    pub window: Window,
    /// The spikes of the population; those outside the window do not count.
    pub trains: &'a SpikeTrains,
    /// The population mean of V (mV), recorded in the window and nowhere else.
    pub signal: Option<Signal<'a>>,
}

/// A metric that has a name.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// What it is asked for by.
    pub name: &'static str,
    /// The unit of its value; "1" if it is a pure number.
    pub unit: &'static str,
    /// One line for a list.
    pub meaning: &'static str,
    /// Whether it is made from [`Finished::signal`].
    pub needs_signal: bool,
    compute: fn(&Finished) -> Result<f64, Error>,
}

impl Metric {
    /// Computes the metric; NaN where the run has no such value, a silent population no CV.
    ///
    /// # Errors
    /// The signal is missing, or the run is too short for the metric.
    pub fn compute(&self, run: &Finished) -> Result<f64, Error> {
        (self.compute)(run)
    }
}

const fn of_spikes(
    (name, unit, meaning): (&'static str, &'static str, &'static str),
    compute: fn(&Finished) -> Result<f64, Error>,
) -> Metric {
    Metric { name, unit, meaning, needs_signal: false, compute }
}

const fn of_signal(
    (name, unit, meaning): (&'static str, &'static str, &'static str),
    compute: fn(&Finished) -> Result<f64, Error>,
) -> Metric {
    Metric { name, unit, meaning, needs_signal: true, compute }
}

/// Every metric. Those of beta in spikes use 1 ms bins and 1 s segments that overlap by half,
/// so they need a window of at least 1 s.
#[rustfmt::skip] // name, unit and meaning in one line, how it is computed in the next
pub const METRICS: &[Metric] = &[
    of_spikes(("rate", "Hz", "mean firing rate of a cell"),
        |run| Ok(mean_rate(run.trains, run.window))),
    of_spikes(("silent_cells", "1", "cells that do not fire"),
        |run| Ok(silent_cells(run.trains, run.window) as f64)),
    of_spikes(("cv", "1", "ISI CV by the sample SD, cells with at least 3 intervals"),
        |run| Ok(isi_cv(run.trains, run.window).mean)),
    of_spikes(("cells_counted", "1", "cells with at least 3 intervals: those behind cv"),
        |run| Ok(isi_cv(run.trains, run.window).cells_counted as f64)),
    of_spikes(("cv_seed", "1", "the seed's ISI CV: population SD, cells with at least 2 spikes"),
        |run| Ok(isi_cv_seed(run.trains, run.window).mean)),
    of_spikes(("cells_counted_seed", "1", "cells with at least 2 spikes: those behind cv_seed"),
        |run| Ok(isi_cv_seed(run.trains, run.window).cells_counted as f64)),
    of_spikes(("beta_peak_hz", "Hz", "frequency of the largest population-rate power in 13-30 Hz"),
        |run| Ok(beta_peak(&rate_spectrum(run)?)?.frequency_hz)),
    of_spikes(("beta_prominence", "dB", "beta peak of the population rate over 5-10 and 36-60 Hz"),
        |run| prominence(&rate_spectrum(run)?)),
    of_spikes(("beta_prominence_over_1f", "dB", "beta peak of the population rate over a 1/f line"),
        |run| prominence_over_1f(&rate_spectrum(run)?)),
    of_spikes(("relative_beta_power", "1", "population-rate power in 13-30 Hz over 1-100 Hz"),
        |run| rate_spectrum(run)?.relative_band_power((13.0, 30.0), (1.0, 100.0))),
    of_spikes(("R", "1", "synchrony at the beta peak: 1 independent cells, n_cells all as one"),
        |run| Ok(beta_synchrony(run)?.r)),
    of_spikes(("kappa", "1", "mean pairwise coherency at the beta peak: (R - 1) / (n_cells - 1)"),
        |run| Ok(beta_synchrony(run)?.kappa)),
    of_signal(("mean_v", "mV", "mean of V over cells and time"),
        |run| Ok(signal(run)?.mean())),
    of_signal(("seed_beta_power", "mV2", "the seed's beta: summed |rfft(mean V)|^2, 13-30 Hz"),
        |run| seed_beta_power(signal(run)?)),
    of_signal(("seed_beta_fraction", "1", "the seed's beta: 13-30 over 1-100 Hz of mean V"),
        |run| seed_beta_fraction(signal(run)?)),
];

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
/// No metric has this name, the signal is missing, or the run is too short for the metric.
pub fn compute(name: &str, run: &Finished) -> Result<f64, Error> {
    find(name)?.compute(run)
}

fn signal<'a>(run: &Finished<'a>) -> Result<Signal<'a>, Error> {
    run.signal.ok_or_else(|| Error::invalid("signal", "is missing: record the mean of V"))
}

fn rate_spectrum(run: &Finished) -> Result<Spectrum, Error> {
    let bins = Bins::of_1_ms(run.window)?;
    let segments = Welch::of_1_s(bins.interval_ms())?;
    segments.n_segments(bins.n_bins())?; // before the rate is made
    let rate = population_rate(run.trains, bins)?;
    welch(Signal::new(&rate, bins.interval_ms())?, segments)
}

fn beta_synchrony(run: &Finished) -> Result<Synchrony, Error> {
    let bins = Bins::of_1_ms(run.window)?;
    let peak = beta_peak(&rate_spectrum(run)?)?;
    synchrony(run.trains, bins, Welch::of_1_s(bins.interval_ms())?, peak.frequency_hz)
}
