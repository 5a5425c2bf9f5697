//! Parameters of a running simulator, by the ids of its network.

use std::ffi::c_char;

use super::guard::{answer, guard, guard_computing};
use super::params::{subthal_param_info, write_values};
use super::pointers::slice;
use super::simulator::{subthal_simulator, SIMULATORS};
use super::status::subthal_status;
use super::structs::write_struct;
use super::texts::text;

/// Asks how many parameters there are: their ids count from 0, and are those of the network.
///
/// # Safety
/// `count` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_param_count(
    sim: *const subthal_simulator,
    count: *mut usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    unsafe { answer("count", count, || Ok(SIMULATORS.share("sim", sim)?.params().len())) }
}

/// Describes a parameter. `struct_size` is sizeof *info.
///
/// # Safety
/// `info` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_param_info(
    sim: *const subthal_simulator,
    id: usize,
    info: *mut subthal_param_info,
    struct_size: usize,
) -> subthal_status {
    guard(|| {
        let value = subthal_param_info::of(SIMULATORS.share("sim", sim)?.params(), id)?;
        // SAFETY: the caller's promise is the same.
        unsafe { write_struct("info", info, struct_size, value) }
    })
}

/// Asks for the id of a parameter, such as "stn.i_app"; an unknown path is answered with the nearest.
///
/// # Safety
/// `path` is NULL, which is an error, or a text that ends in NUL; `id` is NULL, which is an error, or
/// writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_find_param(
    sim: *const subthal_simulator,
    path: *const c_char,
    id: *mut usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    unsafe { answer("id", id, || SIMULATORS.share("sim", sim)?.find_param(text("path", path)?)) }
}

/// Asks for the value that a parameter has now, by path.
///
/// # Safety
/// `path` is NULL, which is an error, or a text that ends in NUL; `value` is NULL, which is an error,
/// or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_get(
    sim: *const subthal_simulator,
    path: *const c_char,
    value: *mut f64,
) -> subthal_status {
    let body = || {
        let sim = SIMULATORS.share("sim", sim)?;
        // SAFETY: the caller's promise is the same.
        sim.value(sim.find_param(unsafe { text("path", path) }?)?)
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer("value", value, body) }
}

/// Sets a parameter by path, from the next step on. A weight_scale of 0 cuts a projection.
///
/// A parameter that shapes the network is SUBTHAL_STATUS_FIXED_WHILE_RUNNING. subthal_simulator_reset
/// takes the change back. Real-time safe for the parameters of a stimulator, not for others.
///
/// # Safety
/// `path` is NULL, which is an error, or a text that ends in NUL.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_set(
    sim: *mut subthal_simulator,
    path: *const c_char,
    value: f64,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        let path = unsafe { text("path", path) }?;
        let mut sim = SIMULATORS.lock("sim", sim)?;
        let id = sim.find_param(path)?;
        sim.set_many(&[id], &[value])
    })
}

/// Asks for the values that `n_ids` parameters have now, by id. Real-time safe.
///
/// # Safety
/// `ids` is NULL or readable and `values` is NULL or writable, for `n_ids` elements; NULL is an error
/// unless `n_ids` is 0.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_get_many(
    sim: *const subthal_simulator,
    ids: *const usize,
    values: *mut f64,
    n_ids: usize,
) -> subthal_status {
    guard(|| {
        let sim = SIMULATORS.share("sim", sim)?;
        // SAFETY: the caller's promise is the same.
        unsafe { write_values(ids, values, n_ids, |id| sim.value(id)) }
    })
}

/// Sets `n_ids` parameters by id, all or none; as subthal_simulator_set does each. Real-time safe
/// for the parameters of a stimulator, not for others.
///
/// # Safety
/// `ids` and `values` are NULL or readable, for `n_ids` elements; NULL is an error unless `n_ids` is 0.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_set_many(
    sim: *mut subthal_simulator,
    ids: *const usize,
    values: *const f64,
    n_ids: usize,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        let (ids, values) = unsafe { (slice("ids", ids, n_ids)?, slice("values", values, n_ids)?) };
        SIMULATORS.lock("sim", sim)?.set_many(ids, values)
    })
}
