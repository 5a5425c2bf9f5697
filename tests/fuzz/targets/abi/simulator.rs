//! Calls on a simulator.

use std::ffi::c_char;
use std::ptr::null_mut;

use subthal::ffi::*;

use super::caller::{call, filled, shared_len, Caller};
use super::words::*;

pub const CALLS: &[fn(&mut Caller)] = &[
    new,
    free,
    reset,
    run,
    run,
    ask,
    ask_population,
    row_count,
    backend,
    infos, //
    find,
    get,
    set,
    many,
    state,
    inject,
    divergence,
    delivered,
];

/// Simulators of one input, at most.
const MOST: usize = 4;
/// What one may take, so that an input stays short.
const MOST_BYTES: u64 = 1 << 20;

fn new(c: &mut Caller) {
    let mut config: subthal_simulator_config = filled(subthal_simulator_config_default);
    (config.dt_ms, config.trial) = (c.bytes.of(&TIMES), c.count());
    (config.precision, config.integrator) = (c.text(&PRECISIONS), c.text(&INTEGRATORS));
    let (net, config, mut bytes, mut sim) = (c.net(), c.given(config), 0, null_mut());
    let known = call!(c, subthal_network_memory_bytes, net = net, out = &mut bytes);
    let small = !known || bytes <= MOST_BYTES;
    if c.sims.n_alive() < MOST
        && small
        && call!(c, subthal_simulator_new, net = net, config = config, new = &mut sim)
    {
        c.sims.add(sim);
    }
}

fn free(c: &mut Caller) {
    let sim = c.sim();
    if c.came_to(subthal_simulator_free(sim)) && !sim.is_null() {
        c.sims.note_freed(sim);
    }
}

fn reset(c: &mut Caller) {
    let sim = c.sim();
    c.came_to(subthal_simulator_reset(sim));
}

static NOT_CANCELLED: i32 = 0;
static CANCELLED: i32 = 1;

fn run(c: &mut Caller) {
    let run = some_run(c);
    call!(c, subthal_simulator_run, sim = c.sim(), run = run);
}

/// A run with buffers that may be anything.
pub fn some_run(c: &mut Caller) -> *mut subthal_run {
    let mut run: subthal_run = filled(subthal_run_default);
    (run.n_steps, run.every) = (c.bytes.of(&SHORT), c.count() % 100);
    (run.inputs, run.inputs_len) = c.array(Caller::number);
    (run.rows, run.rows_len) = c.buffer();
    (run.spikes, run.spikes_len) = c.buffer();
    run.cancel = c.bytes.of(&[&raw const NOT_CANCELLED, &raw const CANCELLED]);
    match c.bytes.below(16) {
        0 => (run.rows, run.rows_len) = (run.inputs.cast_mut(), run.inputs_len), // they overlap
        1 => (run.spikes, run.spikes_len) = (run.rows.cast(), run.rows_len / 2),
        2 => (run.n_steps, run.cancel) = (i64::MAX as u64, &raw const CANCELLED),
        3 => run.n_steps = u64::MAX,
        4 | 5 => (run.inputs, run.inputs_len) = (null_mut(), 0),
        _ => run.inputs_len = shared_len([run.inputs_len, run.n_steps as usize]),
    }
    c.given(run).cast_mut()
}

fn ask(c: &mut Caller) {
    type Count = unsafe extern "C" fn(*const subthal_simulator, *mut usize) -> subthal_status;
    type Word = unsafe extern "C" fn(*const subthal_simulator, *mut u64) -> subthal_status;
    type Number = unsafe extern "C" fn(*const subthal_simulator, *mut f64) -> subthal_status;
    let counts: [Count; 4] = [
        subthal_simulator_population_count,
        subthal_simulator_channel_count,
        subthal_simulator_input_count,
        subthal_simulator_param_count,
    ];
    let words: [Word; 4] = [
        subthal_simulator_step,
        subthal_simulator_memory_bytes,
        subthal_simulator_step_bound,
        subthal_simulator_state_hash,
    ];
    let numbers: [Number; 2] = [subthal_simulator_time_ms, subthal_simulator_dt_ms];
    let (count, word, number) = (c.bytes.of(&counts), c.bytes.of(&words), c.bytes.of(&numbers));
    call!(c, count, sim = c.sim(), out = c.out());
    call!(c, word, sim = c.sim(), out = c.out());
    call!(c, number, sim = c.sim(), out = c.out());
}

fn ask_population(c: &mut Caller) {
    type Count =
        unsafe extern "C" fn(*const subthal_simulator, *const c_char, *mut u64) -> subthal_status;
    let counts: [Count; 2] = [subthal_simulator_clamp_count, subthal_simulator_spike_count];
    let count = c.bytes.of(&counts);
    call!(c, count, sim = c.sim(), population = c.text(&NAMES), out = c.out());
}

fn row_count(c: &mut Caller) {
    let (n_steps, every) = (c.count(), c.count());
    let ask = subthal_simulator_row_count;
    call!(c, ask, sim = c.sim(), n_steps = n_steps, every = every, out = c.out());
}

fn backend(c: &mut Caller) {
    let ((out, len), ask) = (c.buffer(), subthal_simulator_backend);
    call!(c, ask, sim = c.sim(), out = out, len = len, needed = c.out());
}

fn infos(c: &mut Caller) {
    type Ask<T> =
        unsafe extern "C" fn(*const subthal_simulator, usize, *mut T, usize) -> subthal_status;
    fn info<T>(c: &mut Caller, ask: Ask<T>) {
        let (info, size) = c.taken();
        call!(c, ask, sim = c.sim(), index = c.index(), info = info, size = size);
    }
    match c.bytes.below(4) {
        0 => info(c, subthal_simulator_population_info),
        1 => info(c, subthal_simulator_channel_info),
        2 => info(c, subthal_simulator_input_info),
        _ => info(c, subthal_simulator_param_info),
    }
}

fn find(c: &mut Caller) {
    call!(c, subthal_simulator_find_param, sim = c.sim(), path = c.text(&PATHS), id = c.out());
}

fn get(c: &mut Caller) {
    call!(c, subthal_simulator_get, sim = c.sim(), path = c.text(&PATHS), value = c.out());
}

fn set(c: &mut Caller) {
    call!(c, subthal_simulator_set, sim = c.sim(), path = c.text(&PATHS), value = c.number());
}

fn many(c: &mut Caller) {
    let (ids, n) = c.array(Caller::index);
    let (values, n_values) = c.array(Caller::number);
    if n_values == n {
        let (sim, set) = (c.sim(), subthal_simulator_set_many);
        call!(c, set, sim = sim, ids = ids, values = values, n = n);
    } else {
        let (values, n_values) = c.buffer();
        let (sim, n) = (c.sim(), shared_len([n, n_values]));
        call!(c, subthal_simulator_get_many, sim = sim, ids = ids, values = values, n = n);
    }
}

fn state(c: &mut Caller) {
    let ((values, n), sim, of) = (c.buffer(), c.sim(), c.text(&NAMES));
    let (variable, ask) = (c.text(&VARIABLES), subthal_simulator_state);
    let needed = c.out();
    call!(c, ask, sim = sim, of = of, variable = variable, values = values, n = n, needed = needed);
}

fn inject(c: &mut Caller) {
    let (sim, cell) = (c.sim(), c.count());
    let inject = subthal_simulator_inject_spike;
    call!(c, inject, sim = sim, population = c.text(&NAMES), cell = cell);
}

fn divergence(c: &mut Caller) {
    let (place, size) = c.taken();
    call!(c, subthal_simulator_divergence, sim = c.sim(), place = place, size = size);
}

fn delivered(c: &mut Caller) {
    let ((place, size), ask) = (c.taken(), subthal_simulator_delivered);
    call!(c, ask, sim = c.sim(), name = c.text(&NAMES), place = place, size = size);
}
