//! Metrics by name, of what a simulator has just run.

use std::ffi::c_char;

use super::guard::answer_computed;
use super::metrics::trains;
use super::pointers::slice;
use super::run::{subthal_run, subthal_spike};
use super::simulator::{subthal_simulator, SIMULATORS};
use super::status::subthal_status;
use super::structs::read_struct;
use super::texts::text;
use crate::engine::Simulator;
use crate::error::Error;
use crate::metrics::catalogue;
use crate::metrics::{Finished, Signal, Window};

/// Computes a metric by name of the steps that a simulator has just run.
///
/// `run` is the struct that the last subthal_simulator_run filled, and its buffers as that call left
/// them; it must hold all spikes. `metric` is one of subthal_names("metric") that is of one population;
/// one that is made from a mean over it needs a probe of the mean "v", or "i_syn", and rows. The first
/// `burn_in_steps` of the run do not count. A run made of many calls is one recording: let their buffers
/// follow each other, since the steps of spikes count from the beginning, and describe them by one
/// struct with the sums of n_steps, n_rows and n_spikes. NaN where the run has no such value. Not
/// real-time safe.
///
/// # Safety
/// `run` is NULL, which is an error, or a struct that subthal_run_default has filled, whose buffers
/// have the elements it says or are NULL; `population` and `metric` are NULL, which is an error, or
/// texts that end in NUL; `value` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_metric(
    sim: *const subthal_simulator,
    run: *const subthal_run,
    population: *const c_char,
    metric: *const c_char,
    burn_in_steps: u64,
    value: *mut f64,
) -> subthal_status {
    let body = || {
        // SAFETY: the caller's promise is the same.
        let (run, population, metric) = unsafe {
            let metric = catalogue::find(text("metric", metric)?)?;
            (read_struct("run", run)?, text("population", population)?, metric)
        };
        // SAFETY: the caller's promise is the same.
        let (spikes, rows) = unsafe {
            let spikes = slice("run.spikes", run.spikes.cast_const(), run.spikes_len)?;
            (spikes, slice("run.rows", run.rows.cast_const(), run.rows_len)?)
        };
        let sim = SIMULATORS.share("sim", sim)?;
        let window = window(&sim, &run, burn_in_steps)?;
        let (index, n_cells) = find_population(&sim, population)?;
        let trains = trains(all_spikes(spikes, run.n_spikes)?, index, n_cells)?;
        let finished = Finished::new(window, &trains);
        let Some(mean) = metric.needs else {
            return metric.compute(&[&finished]);
        };
        let signal =
            recorded_mean(&sim, &run, rows, &format!("{population}.{}", mean.variable()), window)?;
        let signal = Signal::new(&signal, run.every.max(1) as f64 * sim.dt_ms())?;
        metric.compute(&[&finished.with(mean, signal)])
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer_computed("value", value, body) }
}

/// The steps of the run after its burn-in.
fn window(sim: &Simulator, run: &subthal_run, burn_in_steps: u64) -> Result<Window, Error> {
    let first = sim.step().checked_sub(run.n_steps).ok_or_else(|| {
        let why = format!("is {}, and the simulator has done {}", run.n_steps, sim.step());
        Error::invalid("run.n_steps", why)
    })?;
    if burn_in_steps >= run.n_steps {
        let why = format!("is {burn_in_steps}, and the run had {} steps", run.n_steps);
        return Err(Error::invalid("burn_in_steps", why));
    }
    Window::new(first + burn_in_steps, sim.step(), sim.dt_ms())
}

/// Index and size of a population.
fn find_population(sim: &Simulator, name: &str) -> Result<(u32, u64), Error> {
    let mut populations = sim.populations().enumerate();
    let found = populations.find(|(_, population)| population.name == name);
    let known = || sim.populations().map(|population| population.name.as_str());
    let (index, population) = found.ok_or_else(|| Error::unknown("population", name, known()))?;
    Ok((index as u32, population.n_cells as u64))
}

/// The spikes of the run, if the caller's array held them all.
fn all_spikes(spikes: &[subthal_spike], n_spikes: u64) -> Result<&[subthal_spike], Error> {
    let (name, needed, given) = ("run.spikes", n_spikes as usize, spikes.len());
    spikes.get(..needed).ok_or(Error::BufferTooSmall { name, needed, given })
}

/// The column of a mean over a population, in the rows of the window.
fn recorded_mean(
    sim: &Simulator,
    run: &subthal_run,
    rows: &[f64],
    name: &str,
    window: Window,
) -> Result<Vec<f64>, Error> {
    let missing = || Error::invalid("metric", format!("needs a probe of the mean \"{name}\""));
    let column = sim.channels().iter().position(|channel| channel.name == name);
    let (column, width, every) =
        (column.ok_or_else(missing)?, sim.channels().len(), run.every.max(1));
    let (needed, given) = ((run.n_rows as usize).saturating_mul(width), rows.len());
    let short = Error::BufferTooSmall { name: "run.rows", needed, given };
    let rows = rows.get(..needed).ok_or(short)?;
    // rows stand where (step + 1) is a multiple of `every`: so many before the window
    let before = window.first() / every - (sim.step() - run.n_steps) / every;
    Ok(rows.chunks_exact(width).skip(before as usize).map(|row| row[column]).collect())
}
