//! Calls on estimators and controllers.

use std::ffi::{c_char, CStr};
use std::ptr::null_mut;

use subthal::ffi::*;

use super::caller::{call, filled_by, Caller};
use super::moments::{keep, kept};
use super::words::*;

pub const CALLS: &[fn(&mut Caller)] = &[
    defaults, estimator, estimator, controller, controller, free, reset, update, update, run,
    bursts, stimulated, save, save, load, load,
];

/// Estimators of one input, at most; and controllers.
const MOST: usize = 4;

/// One in eight is one of these, or none of them.
fn some_text(c: &mut Caller, sensible: &[&CStr], field: &mut *const c_char) {
    if c.bytes.below(8) == 0 {
        *field = c.text(sensible);
    }
}

fn defaults(c: &mut Caller) {
    let (kind, acts_on) = (c.text(&ESTIMATORS), c.text(&ACTS_ON));
    if c.bytes.below(2) == 0 {
        let ((place, size), fill) = (c.taken(), subthal_estimator_config_default);
        call!(c, fill, kind = kind, place = place, size = size);
    } else {
        let ((place, size), fill) = (c.taken(), subthal_controller_config_default);
        let kind = c.text(&CONTROLLERS);
        call!(c, fill, kind = kind, acts_on = acts_on, place = place, size = size);
    }
}

/// An estimator and a controller of any kind, as they are by default.
pub fn begin(c: &mut Caller) {
    let (measured, controlled) = (estimator_config(c), controller_config(c));
    new_estimator(c, &measured);
    new_controller(c, &controlled);
}

pub fn estimator_config(c: &mut Caller) -> subthal_estimator_config {
    let kind = c.bytes.of(&ESTIMATORS).as_ptr();
    // SAFETY: the text ends in NUL, and the place is as large as is said.
    filled_by(|config, size| unsafe { subthal_estimator_config_default(kind, config, size) })
}

fn new_estimator(c: &mut Caller, config: *const subthal_estimator_config) {
    let (mut est, new) = (null_mut(), subthal_estimator_new);
    if c.ests.n_alive() < MOST && call!(c, new, config = config, est = &mut est) {
        c.ests.add(est);
    }
    c.came_to_nothing();
}

fn estimator(c: &mut Caller) {
    let mut config = estimator_config(c);
    some_text(c, &ESTIMATORS, &mut config.kind);
    some_text(c, &FILTERS, &mut config.filter);
    some_text(c, &AVERAGES, &mut config.average);
    (config.sample_hz, config.window_ms) = (c.bytes.of(&RATES), c.bytes.of(&WINDOWS));
    (config.order, config.fft_points) = (c.bytes.of(&ORDERS), c.bytes.of(&POINTS));
    (config.low_hz, config.high_hz, config.tail_ms) = (20.0, 90.0, 4.0);
    c.some_hostile([&mut config.low_hz, &mut config.high_hz, &mut config.fft_hz]);
    c.some_hostile([&mut config.ripple_db, &mut config.hop_ms, &mut config.threshold]);
    c.some_hostile([&mut config.min_burst_ms, &mut config.tail_ms]);
    let config = c.given(config);
    new_estimator(c, config);
}

pub fn controller_config(c: &mut Caller) -> subthal_controller_config {
    let (kind, acts_on) = (c.bytes.of(&CONTROLLERS).as_ptr(), c.bytes.of(&ACTS_ON).as_ptr());
    let default = subthal_controller_config_default;
    // SAFETY: the texts end in NUL, and the place is as large as is said.
    filled_by(|config, size| unsafe { default(kind, acts_on, config, size) })
}

fn new_controller(c: &mut Caller, config: *const subthal_controller_config) {
    let (mut ctl, new) = (null_mut(), subthal_controller_new);
    if c.ctls.n_alive() < MOST && call!(c, new, config = config, ctl = &mut ctl) {
        c.ctls.add(ctl);
    }
    c.came_to_nothing();
}

fn controller(c: &mut Caller) {
    let mut config = controller_config(c);
    some_text(c, &CONTROLLERS, &mut config.kind);
    some_text(c, &ACTS_ON, &mut config.acts_on);
    c.some_hostile([&mut config.amplitude, &mut config.frequency_hz, &mut config.interval_s]);
    c.some_hostile([&mut config.set_point, &mut config.lower, &mut config.upper]);
    c.some_hostile([&mut config.constant, &mut config.ramp_s, &mut config.gain]);
    c.some_hostile([&mut config.integral_s, &mut config.derivative_s, &mut config.target_rad]);
    c.some_hostile([&mut config.amplitude_threshold, &mut config.refractory_s]);
    c.some_hostile([&mut config.min, &mut config.max, &mut config.change_per_s]);
    c.some_hostile([&mut config.hold_s, &mut config.blanking_s]);
    let config = c.given(config);
    new_controller(c, config);
}

fn free(c: &mut Caller) {
    let (est, ctl) = (c.est(), c.ctl());
    if c.bytes.below(2) == 0 && c.came_to(subthal_estimator_free(est)) && !est.is_null() {
        c.ests.note_freed(est);
    }
    if c.bytes.below(2) == 0 && c.came_to(subthal_controller_free(ctl)) && !ctl.is_null() {
        c.ctls.note_freed(ctl);
    }
}

fn reset(c: &mut Caller) {
    let (est, ctl) = (c.est(), c.ctl());
    c.came_to(subthal_estimator_reset(est));
    c.came_to(subthal_controller_reset(ctl));
}

fn update(c: &mut Caller) {
    let ((place, size), update) = (c.taken(), subthal_estimator_update);
    call!(c, update, est = c.est(), sample = c.number(), place = place, size = size);
    let ((place, size), update, ctl) = (c.taken(), subthal_controller_update, c.ctl());
    let (measure, phase) = (c.number(), c.number());
    call!(c, update, ctl = ctl, measure = measure, phase = phase, place = place, size = size);
}

fn run(c: &mut Caller) {
    let ((x, n), (y, len), run) = (c.array(Caller::number), c.buffer(), subthal_estimator_run);
    call!(c, run, est = c.est(), x = x, n = n, y = y, len = len);
    let ((x, n), (y, len), run) = (c.array(Caller::number), c.buffer(), subthal_controller_run);
    call!(c, run, ctl = c.ctl(), x = x, n = n, y = y, len = len);
}

fn bursts(c: &mut Caller) {
    let ((place, size), ask) = (c.taken(), subthal_estimator_bursts);
    call!(c, ask, est = c.est(), place = place, size = size);
}

fn stimulated(c: &mut Caller) {
    let ctl = c.ctl();
    c.came_to(subthal_controller_stimulated(ctl));
}

fn save(c: &mut Caller) {
    let (est, ctl) = (c.est(), c.ctl());
    match c.bytes.below(2) {
        0 => keep(c, est, subthal_estimator_save),
        _ => keep(c, ctl, subthal_controller_save),
    }
}

fn load(c: &mut Caller) {
    let (bytes, len) = kept(c);
    match c.bytes.below(2) {
        0 => call!(c, subthal_estimator_load, est = c.est(), bytes = bytes, len = len),
        _ => call!(c, subthal_controller_load, ctl = c.ctl(), bytes = bytes, len = len),
    };
}
