//! What differs between the cells of a population: parameters and where they start.

use std::ffi::c_char;

use super::guard::{guard, guard_computing};
use super::network::{subthal_network, NETWORKS};
use super::pointers::{optional_out, slice, write_array};
use super::status::subthal_status;
use super::texts::text;

/// Gives each cell of a population its own value of a parameter: `values` (n_values), in the unit of
/// the parameter, as many as there are cells. A spread set before ends; subthal_network_get goes on to
/// give the value that was one for all.
///
/// # Safety
/// `path` is NULL, which is an error, or a text that ends in NUL; `values` is NULL or readable for
/// `n_values` elements.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_set_cells(
    net: *mut subthal_network,
    path: *const c_char,
    values: *const f64,
    n_values: usize,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let (path, values) = unsafe { (text("path", path)?, slice("values", values, n_values)?) };
        NETWORKS.lock("net", net)?.set_cells(path, values)
    })
}

/// Spreads a parameter over the cells of its population: normal, truncated at 3 SD, drawn from the
/// network's seed. `relative_sd` is the SD over the value, from 0, which ends the spread, to 1.
///
/// # Safety
/// `path` is NULL, which is an error, or a text that ends in NUL.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_set_heterogeneity(
    net: *mut subthal_network,
    path: *const c_char,
    relative_sd: f64,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let path = unsafe { text("path", path) }?;
        NETWORKS.lock("net", net)?.set_heterogeneity(path, relative_sd)
    })
}

/// Sets where a state variable starts, such as "stn.v": `values` (n_values), in the unit of the
/// variable, where n_values is 1, for all cells, or the number of cells.
///
/// # Safety
/// `path` is NULL, which is an error, or a text that ends in NUL; `values` is NULL or readable for
/// `n_values` elements.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_set_initial(
    net: *mut subthal_network,
    path: *const c_char,
    values: *const f64,
    n_values: usize,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let (path, values) = unsafe { (text("path", path)?, slice("values", values, n_values)?) };
        NETWORKS.lock("net", net)?.set_initial(path, values)
    })
}

/// Spreads where a state variable starts, by `sd` in its unit: normal, truncated at 3 SD, another
/// draw for each trial.
///
/// # Safety
/// `path` is NULL, which is an error, or a text that ends in NUL.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_set_initial_spread(
    net: *mut subthal_network,
    path: *const c_char,
    sd: f64,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let path = unsafe { text("path", path) }?;
        NETWORKS.lock("net", net)?.set_initial_spread(path, sd)
    })
}

/// Asks for the value of a parameter in every cell of its population, heterogeneity included.
///
/// Writes `values` (n_cells), and n_cells into `needed`, which may be NULL. Pass `values` NULL and
/// `values_len` 0 to ask for n_cells alone.
///
/// # Safety
/// `path` is NULL, which is an error, or a text that ends in NUL; `values` is NULL or writable for
/// `values_len` elements; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_cell_values(
    net: *const subthal_network,
    path: *const c_char,
    values: *mut f64,
    values_len: usize,
    needed: *mut usize,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        let (path, needed) = unsafe { (text("path", path)?, optional_out("needed", needed)?) };
        let drawn = NETWORKS.share("net", net)?.cell_values(path)?;
        // SAFETY: the caller's promise is the same.
        unsafe { write_array("values", values, values_len, needed, drawn.into_iter()) }
    })
}
