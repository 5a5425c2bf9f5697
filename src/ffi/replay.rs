//! A log, done again.

use std::ptr::null;

use super::guard::{guard, guard_computing};
use super::pointers::slice;
use super::simulator::{subthal_simulator, SIMULATORS};
use super::status::subthal_status;
use super::structs::{read_struct, reserved, write_struct, Growing};
use crate::engine::Replay;

/// What subthal_simulator_replay reads and writes. Fill it once by subthal_replay_default, set the log,
/// and use it until `ended` is 1.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_replay {
    /// sizeof this struct; set by subthal_replay_default.
    pub struct_size: usize,
    /// What subthal_simulator_log_save wrote.
    pub log: *const u8,
    /// Its bytes.
    pub log_len: usize,
    /// Do at most so many more of the logged steps; UINT64_MAX, which is the default, is all.
    pub max_steps: u64,
    /// Where the next call goes on; 0 begins with the snapshot. Written by the replay.
    pub position: u64,
    /// Belongs to position: steps done of the run that stands there. Written by the replay.
    pub steps_into: u64,
    /// Written by the replay: logged steps done since the beginning.
    pub n_steps: u64,
    /// Written by the replay: states that were the same as the log says.
    pub n_equal: u64,
    /// Written by the replay: where the last of these was, in steps done.
    pub equal_step: u64,
    /// Written by the replay: where the first state was that was not, in steps done.
    pub departed_step: u64,
    /// Written by the replay: 1 if there was one, at which the replay ends, else 0.
    pub departed: i32,
    /// Written by the replay: 1 if nothing is left to be done, else 0.
    pub ended: i32,
    /// Written by the replay: 1 if the log was full before it was saved, so that what came after is
    /// not in it, else 0.
    pub was_full: i32,
    /// 0; kept for later.
    pub reserved: i32,
}

// SAFETY: repr(C), its size first, then numbers and a raw pointer.
unsafe impl Growing for subthal_replay {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        Self {
            struct_size: size_of::<Self>(),
            log: null(),
            log_len: 0,
            max_steps: u64::MAX,
            position: 0,
            steps_into: 0,
            n_steps: 0,
            n_equal: 0,
            equal_step: 0,
            departed_step: 0,
            departed: 0,
            ended: 0,
            was_full: 0,
            reserved: 0,
        }
    }
}

impl subthal_replay {
    fn found(&self) -> Replay {
        Replay {
            position: self.position,
            steps_into: self.steps_into,
            n_steps: self.n_steps,
            n_equal: self.n_equal,
            equal_step: self.equal_step,
            departed_step: self.departed_step,
            departed: self.departed != 0,
            ended: self.ended != 0,
            was_full: self.was_full != 0,
        }
    }

    fn with(self, found: &Replay) -> Self {
        Self {
            position: found.position,
            steps_into: found.steps_into,
            n_steps: found.n_steps,
            n_equal: found.n_equal,
            equal_step: found.equal_step,
            departed_step: found.departed_step,
            departed: i32::from(found.departed),
            ended: i32::from(found.ended),
            was_full: i32::from(found.was_full),
            ..self
        }
    }
}

/// Fills a replay; `struct_size` is sizeof *replay.
///
/// # Safety
/// `replay` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_replay_default(
    replay: *mut subthal_replay,
    struct_size: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { write_struct("replay", replay, struct_size, Growing::defaults()) })
}

/// Does what a log tells again, by the same calls, and compares the states with those that it has
/// hashed; ends at the first that departs. Afterwards the simulator stands at that moment, and can
/// be looked at and run on; between two calls too.
///
/// The simulator must be of the network, dt_ms, integrator and precision that were logged; its probes
/// may differ. A log that is damaged or belongs elsewhere is SUBTHAL_STATUS_INVALID_ARGUMENT and
/// changes nothing; that of a divergence ends in the same divergence. Not real-time safe.
///
/// # Safety
/// `replay` is NULL, which is an error, or a struct that subthal_replay_default has filled, whose log
/// is NULL or readable for log_len bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_replay(
    sim: *mut subthal_simulator,
    replay: *mut subthal_replay,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        let told = unsafe { read_struct("replay", replay) }?;
        reserved("replay.reserved", told.reserved)?;
        // SAFETY: the caller's promise is the same.
        let log = unsafe { slice("replay.log", told.log, told.log_len) }?;
        let mut found = told.found();
        let replayed = SIMULATORS.lock("sim", sim)?.replay(log, told.max_steps, &mut found);
        // SAFETY: the struct was read from there, and is the caller's to be written.
        unsafe { write_struct("replay", replay, told.struct_size, told.with(&found))? };
        replayed
    })
}
