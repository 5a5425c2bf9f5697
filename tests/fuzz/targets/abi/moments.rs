//! Calls that keep a moment of a simulator, or what was done to it, and take it back.

use std::ptr::null_mut;

use subthal::ffi::*;

use super::caller::{call, filled, Caller};
use super::words::*;

pub const CALLS: &[fn(&mut Caller)] =
    &[save, save, load, load, fork, log_start, log_stop, log_info, replay];

/// Simulators of one input, at most.
const MOST: usize = 4;
/// Bytes that hold any snapshot, log or state here.
const ENOUGH: usize = 8192;

fn save(c: &mut Caller) {
    let sim = c.sim();
    match c.bytes.below(2) {
        0 => keep(c, sim, subthal_simulator_save),
        _ => keep(c, sim, subthal_simulator_log_save),
    }
}

type Save<H> = unsafe extern "C" fn(*const H, *mut u8, usize, *mut usize) -> subthal_status;

/// Saves something, and keeps it for a later call.
pub fn keep<H>(c: &mut Caller, handle: *const H, save: Save<H>) {
    let ((mut place, mut len), mut needed) = (c.buffer::<u8>(), 0);
    if c.bytes.below(2) == 0 {
        (place, len) = (c.places.place(ENOUGH), ENOUGH);
    }
    // SAFETY: the place is as long as is said, or what is said is no length.
    let status = unsafe { save(handle, place, len, &mut needed) };
    if status == subthal_status::Ok && !place.is_null() {
        // SAFETY: so many have just been written there.
        c.kept = unsafe { std::slice::from_raw_parts(place, needed) }.to_vec();
    }
    c.came_to(status);
}

/// What was kept, damaged or not, or anything.
pub fn kept(c: &mut Caller) -> (*const u8, usize) {
    if c.bytes.below(4) == 0 {
        return c.array(|c| c.bytes.byte());
    }
    let (damage, mut bytes) = (c.bytes.byte(), c.kept.clone());
    if let (128.., Some(byte)) = (damage, bytes.get_mut(usize::from(damage))) {
        *byte ^= damage;
    }
    (c.arrays.array(bytes.iter().copied()), bytes.len())
}

fn load(c: &mut Caller) {
    let ((bytes, len), load) = (kept(c), subthal_simulator_load);
    call!(c, load, sim = c.sim(), bytes = bytes, len = len);
}

fn fork(c: &mut Caller) {
    let mut fresh = null_mut();
    if c.sims.n_alive() < MOST && call!(c, subthal_simulator_fork, sim = c.sim(), fork = &mut fresh)
    {
        c.sims.add(fresh);
    }
}

fn log_start(c: &mut Caller) {
    let (sim, capacity, every) = (c.sim(), c.bytes.of(&CAPACITIES), c.count());
    c.came_to(subthal_simulator_log_start(sim, capacity, every));
}

fn log_stop(c: &mut Caller) {
    let sim = c.sim();
    c.came_to(subthal_simulator_log_stop(sim));
}

fn log_info(c: &mut Caller) {
    let (info, size) = c.taken();
    call!(c, subthal_simulator_log_info, sim = c.sim(), info = info, size = size);
}

fn replay(c: &mut Caller) {
    let mut replay: subthal_replay = filled(subthal_replay_default);
    (replay.log, replay.log_len) = kept(c);
    (replay.max_steps, replay.reserved) = (c.bytes.of(&SHORT), c.flag() / 2);
    if c.bytes.below(4) == 0 {
        (replay.position, replay.steps_into) = (c.count(), c.count());
        (replay.n_steps, replay.n_equal, replay.ended) = (c.count(), c.count(), c.flag());
    }
    let replay = c.given(replay).cast_mut();
    call!(c, subthal_simulator_replay, sim = c.sim(), replay = replay);
}
