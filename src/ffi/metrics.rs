//! Metrics by name, of the caller's arrays.

use std::ffi::c_char;
use std::ptr::null;

use super::guard::{answer_computed, guard};
use super::pointers::{slice, Plain};
use super::run::subthal_spike;
use super::status::subthal_status;
use super::structs::{fixed, read_struct, reserved, write_struct, Growing};
use super::texts::text;
use crate::error::Error;
use crate::metrics::catalogue;
use crate::metrics::{Finished, Mean, Signal, SpikeTrains, Window};

/// A metric that has a name, as subthal_metric_describe fills it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_metric_info {
    /// sizeof the caller's version of this struct.
    pub struct_size: usize,
    /// What it is asked for by.
    pub name: [c_char; 64],
    /// The unit of its value; "1" if it is a pure number.
    pub unit: [c_char; 16],
    /// What it is, in a line.
    pub meaning: [c_char; 128],
    /// What it is made from. 0: spikes. 1: the mean of V over the population. 2: the mean of "i_syn", the
    /// synaptic current, as a proxy of the local field potential (LFP). 3: spikes that answer a train of
    /// pulses: subthal_relay, and "population.train.metric" in a batch.
    pub needs_signal: i32,
    /// Of how many populations it is. 1: subthal_metric_compute, and "population.metric" in a batch.
    /// 2: subthal_metric_compute_of_two, and "first.second.metric" in a batch.
    pub n_populations: i32,
}

// SAFETY: repr(C), its size first, then numbers and arrays of them.
unsafe impl Growing for subthal_metric_info {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        let struct_size = size_of::<Self>();
        let (name, unit, meaning) = ([0; 64], [0; 16], [0; 128]);
        Self { struct_size, name, unit, meaning, needs_signal: 0, n_populations: 0 }
    }
}

/// What one population did in a stretch of time.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_recording {
    /// sizeof this struct; set by subthal_recording_default.
    pub struct_size: usize,
    /// Length of a step, in ms; 0.025 unless set.
    pub dt_ms: f64,
    /// The first step that counts: the end of the burn-in; 0 unless set.
    pub first_step: u64,
    /// The first step that no longer counts. Required.
    pub end_step: u64,
    /// Cells in the population, silent ones included. Required.
    pub n_cells: u64,
    /// Spikes (n_spikes), of each cell in order of time; those of other populations and outside the
    /// steps that count are passed over.
    pub spikes: *const subthal_spike,
    /// Elements in spikes.
    pub n_spikes: usize,
    /// The population whose spikes count, as in subthal_spike; 0 unless set.
    pub population: u32,
    /// 0; kept for later.
    pub reserved: i32,
    /// The mean over the population (signal_len) that the metric needs, in the steps that count and nowhere
    /// else: of V, in mV, or of "i_syn", in pA or uA/cm2. NULL, which is the default, if no metric is asked
    /// for that needs one.
    pub signal: *const f64,
    /// Elements in signal.
    pub signal_len: usize,
    /// From one element of signal to the next, in ms; 0.025 unless set.
    pub signal_interval_ms: f64,
}

// SAFETY: repr(C), its size first, then numbers and raw pointers.
unsafe impl Growing for subthal_recording {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        Self {
            struct_size: size_of::<Self>(),
            dt_ms: 0.025,
            first_step: 0,
            end_step: 0,
            n_cells: 0,
            spikes: null(),
            n_spikes: 0,
            population: 0,
            reserved: 0,
            signal: null(),
            signal_len: 0,
            signal_interval_ms: 0.025,
        }
    }
}

// SAFETY: repr(C), integers only, no padding.
unsafe impl Plain for subthal_spike {}

/// A recording from C, checked.
pub(super) struct Recorded<'call> {
    pub(super) window: Window,
    pub(super) trains: SpikeTrains,
    signal: Option<Signal<'call>>,
}

impl Recorded<'_> {
    /// As metrics take it, with the signal as the mean that one of them needs.
    fn finished(&self, needs: Option<Mean>) -> Finished<'_> {
        let finished = Finished::new(self.window, &self.trains);
        match (needs, self.signal) {
            (Some(mean), Some(signal)) => finished.with(mean, signal),
            _ => finished,
        }
    }
}

/// Checks a recording; `name` is the argument's.
///
/// # Safety
/// `recording` is NULL, or filled by subthal_recording_default, its arrays as long as it says or NULL.
pub(super) unsafe fn recorded<'call>(
    name: &'static str,
    recording: *const subthal_recording,
) -> Result<Recorded<'call>, Error> {
    // SAFETY: the caller's promise is the same.
    let (told, spikes, signal) = unsafe {
        let told = read_struct(name, recording)?;
        let spikes = slice("recording.spikes", told.spikes, told.n_spikes)?;
        (told, spikes, slice("recording.signal", told.signal, told.signal_len)?)
    };
    reserved("recording.reserved", told.reserved)?;
    let window = Window::new(told.first_step, told.end_step, told.dt_ms)?;
    let signal = (!signal.is_empty()).then(|| Signal::new(signal, told.signal_interval_ms));
    let trains = trains(spikes, told.population, told.n_cells)?;
    Ok(Recorded { window, trains, signal: signal.transpose()? })
}

/// The spikes of one population, by cell.
pub(super) fn trains(
    spikes: &[subthal_spike],
    population: u32,
    n_cells: u64,
) -> Result<SpikeTrains, Error> {
    let own = spikes.iter().filter(|spike| spike.population == population);
    SpikeTrains::new(n_cells as usize, own.map(|spike| (spike.step, spike.cell)))
}

/// Describes a metric by name, one of subthal_names("metric"). `struct_size` is sizeof *info.
///
/// # Safety
/// `name` is NULL, which is an error, or a text that ends in NUL; `info` is NULL, which is an error,
/// or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_metric_describe(
    name: *const c_char,
    info: *mut subthal_metric_info,
    struct_size: usize,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let metric = catalogue::find(unsafe { text("name", name) }?)?;
        let value = subthal_metric_info {
            name: fixed("name", metric.name)?,
            unit: fixed("unit", metric.unit)?,
            meaning: fixed("meaning", metric.meaning)?,
            needs_signal: metric.needs.map_or(if metric.of_pulses { 3 } else { 0 }, |m| m as i32),
            n_populations: metric.n_populations() as i32,
            ..Growing::defaults()
        };
        // SAFETY: the caller's promise is the same.
        unsafe { write_struct("info", info, struct_size, value) }
    })
}

/// Fills a recording; `struct_size` is sizeof *recording. end_step and n_cells must be set then.
///
/// # Safety
/// `recording` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_recording_default(
    recording: *mut subthal_recording,
    struct_size: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { write_struct("recording", recording, struct_size, Growing::defaults()) })
}

/// Computes a metric of one population by name, one of subthal_names("metric"), in the unit of its
/// subthal_metric_info.
///
/// The value is NaN where the recording has none: a silent population has no CV. A recording that is
/// too short for the metric is an error. Metrics of the LFP average it over 1 ms where it is sampled
/// faster. Any thread; not real-time safe.
///
/// # Safety
/// `name` is NULL, which is an error, or a text that ends in NUL; `recording` is NULL, which is an
/// error, or a struct that subthal_recording_default has filled, whose arrays have the elements it
/// says or are NULL; `value` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_metric_compute(
    name: *const c_char,
    recording: *const subthal_recording,
    value: *mut f64,
) -> subthal_status {
    let body = || {
        // SAFETY: the caller's promise is the same.
        let (metric, recorded) =
            unsafe { (catalogue::find(text("name", name)?)?, recorded("recording", recording)?) };
        metric.compute(&[&recorded.finished(metric.needs)])
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer_computed("value", value, body) }
}

/// Computes a metric of two populations by name, as subthal_metric_compute does of one: of two recordings
/// of the same steps.
///
/// The order counts: "coherence" is taken at the beta peak of the first, and "beta_detected" takes the
/// first for the subthalamic population and the second for the pallidal one.
///
/// # Safety
/// `name` is NULL, which is an error, or a text that ends in NUL; `first` and `second` are NULL, which is
/// an error, or structs that subthal_recording_default has filled, whose arrays have the elements they
/// say or are NULL; `value` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_metric_compute_of_two(
    name: *const c_char,
    first: *const subthal_recording,
    second: *const subthal_recording,
    value: *mut f64,
) -> subthal_status {
    let body = || {
        // SAFETY: the caller's promise is the same.
        let (metric, first, second) = unsafe {
            let metric = catalogue::find(text("name", name)?)?;
            (metric, recorded("first", first)?, recorded("second", second)?)
        };
        if first.window != second.window {
            return Err(Error::invalid("second", "is of other steps than first"));
        }
        metric.compute(&[&first.finished(metric.needs), &second.finished(metric.needs)])
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer_computed("value", value, body) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_fits_its_struct() {
        for metric in catalogue::METRICS {
            assert!(fixed::<64>("name", metric.name).is_ok(), "{}", metric.name);
            assert!(fixed::<16>("unit", metric.unit).is_ok(), "{}", metric.name);
            assert!(fixed::<128>("meaning", metric.meaning).is_ok(), "{}", metric.name);
        }
    }
}
