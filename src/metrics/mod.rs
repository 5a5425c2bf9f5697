//! What a finished run was like: rates, regularity, spectra, synchrony, beta.
//!
//! Pure functions over borrowed data. The arguments are checked where they are made, once:
//! [`SpikeTrains`], [`Window`], [`Bins`], [`Signal`] and [`Welch`] exist only in a sound form, so
//! the measures over them need not ask again. Where a measure has no value (a silent population
//! has no peak) it is NaN, as its documentation says. Sums run in a fixed order.
//!
//! Step k ends at (k + 1) dt, which is the time of its spikes. Intervals are differences of
//! whole steps, hence exact. A window is half-open: of steps first .. end, `end` excluded.

mod angle;
mod beta;
mod beta_bursts;
mod bin_means;
mod bursts;
mod butterworth;
pub mod catalogue;
mod chi_squared;
mod coherence;
mod counts;
mod coupling;
mod dft;
mod dpss;
mod finished;
mod memory;
mod multitaper;
mod pairs;
mod rates;
mod relay;
mod seed;
mod signals;
mod spectrum;
mod spikes;
mod surprise;
mod synchrony;
mod welch;
mod zero_phase;

pub use beta::{beta_peak, prominence, prominence_over_1f, Peak};
pub use beta_bursts::{beta_bursts, BetaBurst, BetaBursts, FoundBursts, Threshold};
pub use bin_means::{bin_means, samples_of_1_ms, BinMeans};
pub use bursts::{burst_fraction, burst_rate, bursts, Burst, BurstRule};
pub use chi_squared::{chi_squared, ChiSquared};
pub use coherence::{coherence, coherence_phase, coherence_threshold};
pub use counts::{count_correlation, fano_factor};
pub use coupling::{phase_amplitude, Coupled, Coupling, PHASE_BINS};
pub use finished::{Finished, Mean};
pub use multitaper::{multitaper, spike_spectrum, Multitaper};
pub use rates::{isi_cv, isi_cv2, isi_cv_seed, isi_lv, mean_rate, silent_cells, Cv};
pub use relay::{relay, Relay};
pub use seed::{seed_beta_fraction, seed_beta_power};
pub use signals::{cell_counts, population_rate, row_means, Bins, Signal};
pub use spectrum::Spectrum;
pub use spikes::{SpikeTrains, Window};
pub use synchrony::{synchrony, Synchrony};
pub use welch::{welch, Welch};
pub use zero_phase::band_passed;
