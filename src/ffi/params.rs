//! Parameters of a network, by path or by number.

use std::ffi::c_char;

use super::guard::{answer, guard};
use super::network::{subthal_network, NETWORKS};
use super::pointers::{buffer, disjoint, slice};
use super::populations::nth;
use super::status::subthal_status;
use super::structs::{fixed, write_struct, Growing};
use super::texts::text;
use crate::error::Error;
use crate::network::ParamRecord;

/// One parameter. Its id is its place in the list, and never changes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_param_info {
    /// sizeof the caller's version of this struct.
    pub struct_size: usize,
    /// "population.parameter", "population.noise.parameter" or "projection.parameter".
    pub path: [c_char; 128],
    /// The unit of the value; "1" if it is a pure number.
    pub unit: [c_char; 16],
    /// What it is, in a line.
    pub meaning: [c_char; 128],
    /// The value of the model's table, before anything is set.
    pub default_value: f64,
    /// The smallest value that is accepted.
    pub min: f64,
    /// The largest value that is accepted.
    pub max: f64,
    /// Cells that may differ in it; 0 where the parameter is one for all.
    pub n_cells: u64,
    /// 1 if a simulator accepts a new value while it runs, else 0.
    pub while_running: i32,
    /// 0; kept for later.
    pub reserved: i32,
}

// SAFETY: repr(C), its size first, then numbers and arrays of them.
unsafe impl Growing for subthal_param_info {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        Self {
            struct_size: size_of::<Self>(),
            path: [0; 128],
            unit: [0; 16],
            meaning: [0; 128],
            default_value: 0.0,
            min: 0.0,
            max: 0.0,
            n_cells: 0,
            while_running: 0,
            reserved: 0,
        }
    }
}

impl subthal_param_info {
    /// The record `id` of a list.
    pub(super) fn of(records: &[ParamRecord], id: usize) -> Result<Self, Error> {
        let ParamRecord { path, param, while_running, n_cells } = nth(records, "id", id)?;
        Ok(Self {
            path: fixed("path", path)?,
            unit: fixed("unit", param.unit)?,
            meaning: fixed("meaning", param.meaning)?,
            default_value: param.default,
            min: param.min,
            max: param.max,
            n_cells: *n_cells as u64,
            while_running: (*while_running).into(),
            ..Self::defaults()
        })
    }
}

/// Asks how many parameters there are: their ids count from 0.
///
/// # Safety
/// `count` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_param_count(
    net: *const subthal_network,
    count: *mut usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    unsafe { answer("count", count, || Ok(NETWORKS.share("net", net)?.params().len())) }
}

/// Describes a parameter. `struct_size` is sizeof *info.
///
/// # Safety
/// `info` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_param_info(
    net: *const subthal_network,
    id: usize,
    info: *mut subthal_param_info,
    struct_size: usize,
) -> subthal_status {
    guard(|| {
        let value = subthal_param_info::of(NETWORKS.share("net", net)?.params(), id)?;
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
pub unsafe extern "C" fn subthal_network_find_param(
    net: *const subthal_network,
    path: *const c_char,
    id: *mut usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    unsafe { answer("id", id, || NETWORKS.share("net", net)?.find_param(text("path", path)?)) }
}

/// Asks for the value of a parameter by path.
///
/// # Safety
/// `path` is NULL, which is an error, or a text that ends in NUL; `value` is NULL, which is an error,
/// or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_get(
    net: *const subthal_network,
    path: *const c_char,
    value: *mut f64,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    unsafe { answer("value", value, || NETWORKS.share("net", net)?.get(text("path", path)?)) }
}

/// Sets a parameter by path, for all cells; values that were set per cell are dropped.
///
/// # Safety
/// `path` is NULL, which is an error, or a text that ends in NUL.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_set(
    net: *mut subthal_network,
    path: *const c_char,
    value: f64,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let path = unsafe { text("path", path) }?;
        NETWORKS.lock("net", net)?.set(path, value)
    })
}

/// Asks for the values of `n_ids` parameters by id.
///
/// # Safety
/// `ids` is NULL or readable and `values` is NULL or writable, for `n_ids` elements; NULL is an error
/// unless `n_ids` is 0.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_get_many(
    net: *const subthal_network,
    ids: *const usize,
    values: *mut f64,
    n_ids: usize,
) -> subthal_status {
    guard(|| {
        let net = NETWORKS.share("net", net)?;
        // SAFETY: the caller's promise is the same.
        unsafe { write_values(ids, values, n_ids, |id| net.value(id)) }
    })
}

/// Sets `n_ids` parameters by id, all or none; as subthal_network_set does each.
///
/// # Safety
/// `ids` and `values` are NULL or readable, for `n_ids` elements; NULL is an error unless `n_ids` is 0.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_set_many(
    net: *mut subthal_network,
    ids: *const usize,
    values: *const f64,
    n_ids: usize,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let (ids, values) = unsafe { (slice("ids", ids, n_ids)?, slice("values", values, n_ids)?) };
        NETWORKS.lock("net", net)?.set_many(ids, values)
    })
}

/// Writes the values of all ids, or none.
///
/// # Safety
/// As for [`subthal_network_get_many`].
pub(super) unsafe fn write_values(
    ids: *const usize,
    values: *mut f64,
    n_ids: usize,
    value: impl Fn(usize) -> Result<f64, Error>,
) -> Result<(), Error> {
    // SAFETY: the caller's promise is the same.
    let (ids, values) =
        unsafe { (slice("ids", ids, n_ids)?, buffer("values", values, n_ids, n_ids)?) };
    disjoint(("ids", ids), ("values", values))?;
    ids.iter().try_for_each(|&id| value(id).map(drop))?;
    ids.iter().zip(values).try_for_each(|(&id, place)| value(id).map(|value| *place = value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{model_names, Network, Noise, Projection};

    #[test]
    fn every_parameter_fits_its_struct() {
        let mut net = Network::new(0);
        let longest = "x".repeat(60);
        for (index, model) in model_names().enumerate() {
            let name = format!("{longest}{index}");
            net.add_population(&name, model, 2).unwrap();
            net.add_noise(Noise { population: name.clone(), ..Noise::default() }).unwrap();
            let (from, to) = (name.clone(), name);
            let name = format!("y{index}");
            net.add_projection(Projection { name, from, to, ..Projection::default() }).unwrap();
        }
        for id in 0..net.params().len() {
            assert!(subthal_param_info::of(net.params(), id).is_ok(), "{}", net.params()[id].path);
        }
    }
}
