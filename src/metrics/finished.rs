//! One population of a finished run, and what its metrics have in common.

use std::cell::OnceCell;

use super::{
    beta_bursts, beta_peak, bin_means, population_rate, relay, samples_of_1_ms, synchrony, welch,
    BetaBursts, Bins, FoundBursts, Relay, Signal, Spectrum, SpikeTrains, Synchrony, Welch, Window,
};
use crate::error::Error;

/// A mean over the cells of a population that a run may have recorded, and its number in C.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mean {
    /// V, mV.
    V = 1,
    /// The synaptic current, inward positive, in the unit of the model's current: pA or uA/cm2. The
    /// proxy of a local field potential (LFP).
    SynapticCurrent = 2,
}

impl Mean {
    /// What a probe of it watches.
    pub fn variable(self) -> &'static str {
        match self {
            Self::V => "v",
            Self::SynapticCurrent => "i_syn",
        }
    }
}

/// Computed when it is first asked for.
type Once<T> = OnceCell<Result<T, Error>>;

/// One population of a finished run. What several metrics need (the rate, spectra) is computed once.
#[derive(Clone, Debug)]
pub struct Finished<'a> {
    window: Window,
    trains: &'a SpikeTrains,
    v: Option<Signal<'a>>,
    current: Option<Signal<'a>>,
    rate: Once<Vec<f64>>,
    rate_spectrum: Once<Spectrum>,
    lfp: OnceCell<Vec<f64>>,
    lfp_spectrum: Once<Spectrum>,
    lfp_bursts: Once<FoundBursts>,
    pulses: Option<&'a [u64]>,
    relay: Once<Relay>,
    synchrony: Once<Synchrony>,
}

impl<'a> Finished<'a> {
    /// The steps that count, burn-in excluded, and the spikes of the population; those outside do not
    /// count.
    pub fn new(window: Window, trains: &'a SpikeTrains) -> Self {
        Self {
            window,
            trains,
            v: None,
            current: None,
            rate: Once::new(),
            rate_spectrum: Once::new(),
            lfp: OnceCell::new(),
            lfp_spectrum: Once::new(),
            lfp_bursts: Once::new(),
            pulses: None,
            relay: Once::new(),
            synchrony: Once::new(),
        }
    }

    /// With a mean over the cells, recorded in the window and nowhere else.
    pub fn with(mut self, mean: Mean, signal: Signal<'a>) -> Self {
        match mean {
            Mean::V => self.v = Some(signal),
            Mean::SynapticCurrent => self.current = Some(signal),
        }
        self
    }

    /// The steps that count.
    pub fn window(&self) -> Window {
        self.window
    }

    /// The spikes.
    pub fn trains(&self) -> &'a SpikeTrains {
        self.trains
    }

    /// A mean, if it was recorded.
    pub(super) fn signal(&self, mean: Mean) -> Result<Signal<'a>, Error> {
        let (signal, what) = match mean {
            Mean::V => (self.v, "V"),
            Mean::SynapticCurrent => (self.current, "the synaptic current"),
        };
        signal.ok_or_else(|| {
            Error::invalid("signal", format!("is missing: record the mean of {what}"))
        })
    }

    /// The firing rate of a cell in bins of 1 ms, Hz.
    pub(super) fn rate(&self) -> Result<Signal<'_>, Error> {
        let bins = Bins::of_1_ms(self.window)?;
        let rate = once(&self.rate, || {
            Welch::of_1_s(bins.interval_ms())?.n_segments(bins.n_bins())?; // before the rate is made
            population_rate(self.trains, bins)
        })?;
        Signal::new(rate, bins.interval_ms())
    }

    /// The power of the rate, Hz2/Hz.
    pub(super) fn rate_spectrum(&self) -> Result<&Spectrum, Error> {
        once(&self.rate_spectrum, || {
            let rate = self.rate()?;
            welch(rate, Welch::of_1_s(rate.interval_ms())?)
        })
    }

    /// The synaptic current, averaged over bins of 1 ms where it was sampled faster.
    pub(super) fn lfp(&self) -> Result<Signal<'_>, Error> {
        let current = self.signal(Mean::SynapticCurrent)?;
        let in_bin = samples_of_1_ms(current.interval_ms());
        let means = self.lfp.get_or_init(|| bin_means(current, in_bin));
        Signal::new(means, in_bin as f64 * current.interval_ms())
    }

    /// The power of the synaptic current, its unit squared/Hz.
    pub(super) fn lfp_spectrum(&self) -> Result<&Spectrum, Error> {
        once(&self.lfp_spectrum, || {
            let lfp = self.lfp()?;
            welch(lfp, Welch::of_1_s(lfp.interval_ms())?)
        })
    }

    /// With the steps in which pulses begin that the cells are to pass on.
    #[must_use]
    pub fn answering(mut self, pulses: &'a [u64]) -> Self {
        self.pulses = Some(pulses);
        self
    }

    /// How well the cells pass pulses on.
    pub(super) fn relay(&self) -> Result<&Relay, Error> {
        once(&self.relay, || match self.pulses {
            Some(pulses) => relay(self.trains, self.window, pulses),
            None => {
                Err(Error::invalid("pulses", "are missing: the metric is of a train of pulses"))
            }
        })
    }

    /// The beta bursts of the synaptic current.
    pub(super) fn lfp_bursts(&self) -> Result<&FoundBursts, Error> {
        once(&self.lfp_bursts, || beta_bursts(self.lfp()?, BetaBursts::default()))
    }

    /// R and kappa at the beta peak of the rate.
    pub(super) fn beta_synchrony(&self) -> Result<Synchrony, Error> {
        let at_peak = || {
            let (bins, peak) = (Bins::of_1_ms(self.window)?, beta_peak(self.rate_spectrum()?)?);
            synchrony(self.trains, bins, Welch::of_1_s(bins.interval_ms())?, peak.frequency_hz)
        };
        once(&self.synchrony, at_peak).copied()
    }
}

fn once<T>(cell: &Once<T>, compute: impl FnOnce() -> Result<T, Error>) -> Result<&T, Error> {
    cell.get_or_init(compute).as_ref().map_err(Error::clone)
}
