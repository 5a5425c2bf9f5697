//! Calls on places, electrodes that record, and closed loops.

use std::ffi::c_void;
use std::ptr::null_mut;

use subthal::ffi::*;

use super::caller::{call, filled, Caller};
use super::loops::{controller_config, estimator_config};
use super::moments::{keep, kept};
use super::simulator::some_run;
use super::words::*;

pub const CALLS: &[fn(&mut Caller)] = &[
    set_positions,
    place,
    positions,
    field,
    lfp,
    default,
    new,
    new,
    free,
    reset,
    run,
    run,
    run,
    save,
    load,
];

/// Loops of one input, at most.
const MOST: usize = 4;

fn set_positions(c: &mut Caller) {
    let ((xyz, n), set) = (c.array(Caller::number), subthal_network_set_positions);
    call!(c, set, net = c.net(), name = c.text(&NAMES), xyz = xyz, n = n);
}

fn place(c: &mut Caller) {
    let [x, y, z, radius] = [(); 4].map(|()| c.number());
    let (net, name, place) = (c.net(), c.text(&NAMES), subthal_network_place_in_ball);
    call!(c, place, net = net, name = name, x = x, y = y, z = z, radius = radius);
}

fn positions(c: &mut Caller) {
    let ((xyz, len), (needed, _), ask) = (c.buffer(), c.taken(), subthal_network_positions);
    call!(c, ask, net = c.net(), name = c.text(&NAMES), xyz = xyz, len = len, needed = needed);
}

fn field(c: &mut Caller) {
    let [x, y, z, sigma] = [(); 4].map(|()| c.number());
    let ((mv, len), (needed, _), ask) = (c.buffer(), c.taken(), subthal_network_field);
    let (net, name) = (c.net(), c.text(&NAMES));
    call!(
        c,
        ask,
        net = net,
        name = name,
        x = x,
        y = y,
        z = z,
        sigma = sigma,
        mv = mv,
        len = len,
        needed = needed
    );
}

fn lfp(c: &mut Caller) {
    let mut config: subthal_lfp_config = filled(subthal_lfp_config_default);
    (config.name, config.has_reference) = (c.text(&[c"e", c"l"]), c.flag());
    let seen = c.text(&NAMES);
    (config.populations, config.n_populations) = c.array(|_| seen);
    let [x, y, z] = &mut config.electrode_um;
    c.some_hostile([x, y, z, &mut config.reference_um[1], &mut config.conductivity]);
    c.some_hostile([&mut config.low_pass_hz, &mut config.artefact_mv_per_ma]);
    c.some_hostile([&mut config.blanking_ms]);
    config.reserved = c.flag() / 2;
    let config = c.given(config);
    call!(c, subthal_network_add_lfp, net = c.net(), config = config);
}

fn default(c: &mut Caller) {
    let ((place, size), fill) = (c.taken(), subthal_loop_config_default);
    call!(c, fill, place = place, size = size);
}

fn new(c: &mut Caller) {
    let mut config: subthal_loop_config = filled(subthal_loop_config_default);
    let (mut estimator, mut controller) = (estimator_config(c), controller_config(c));
    (config.channel, config.stimulator) = (c.text(&[c"l", c"a.v"]), c.text(&[c"s", c"s", c"i"]));
    (estimator.sample_hz, controller.interval_s) = (c.bytes.of(&[1e4, 4e4, 1e3]), 1e-4);
    (estimator.window_ms, estimator.tail_ms) = (5.0, 1.0);
    c.some_hostile([&mut config.start_ms, &mut controller.interval_s, &mut controller.max]);
    (config.estimator, config.controller) = (c.given(estimator), c.given(controller));
    let (config, mut closed, new) = (c.given(config), null_mut(), subthal_loop_new);
    let sim = c.sim();
    let is_room = c.loops.n_alive() < MOST;
    if is_room && call!(c, new, sim = sim, config = config, closed = &mut closed) {
        c.loops.add(closed);
    }
    c.came_to_nothing();
}

fn free(c: &mut Caller) {
    let closed = c.closed();
    if c.came_to(subthal_loop_free(closed)) && !closed.is_null() {
        c.loops.note_freed(closed);
    }
}

fn reset(c: &mut Caller) {
    let closed = c.closed();
    c.came_to(subthal_loop_reset(closed));
}

/// Asks for anything: what it is handed tells it what.
unsafe extern "C" fn wild(seen: *const subthal_tick, context: *mut c_void) -> f64 {
    // SAFETY: the library hands over a tick that lives during the call.
    let step = unsafe { (*seen).step };
    NUMBERS[(step as usize + context.addr()) % NUMBERS.len()]
}

fn run(c: &mut Caller) {
    let run = some_run(c);
    let decide: subthal_decide = if c.bytes.below(2) == 0 { None } else { Some(wild) };
    let ((ticks, len), (n_ticks, _)) = (c.buffer(), c.taken());
    let context = std::ptr::without_provenance_mut(c.bytes.below(32));
    let (closed, sim, run_loop) = (c.closed(), c.sim(), subthal_loop_run);
    call!(
        c,
        run_loop,
        closed = closed,
        sim = sim,
        run = run,
        decide = decide,
        context = context,
        ticks = ticks,
        len = len,
        n_ticks = n_ticks
    );
}

fn save(c: &mut Caller) {
    let closed = c.closed();
    keep(c, closed, subthal_loop_save);
}

fn load(c: &mut Caller) {
    let (bytes, len) = kept(c);
    call!(c, subthal_loop_load, closed = c.closed(), bytes = bytes, len = len);
}
