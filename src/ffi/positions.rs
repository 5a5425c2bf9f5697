//! Where cells are, and the field of an electrode.

use std::ffi::c_char;

use super::guard::guard;
use super::network::{subthal_network, NETWORKS};
use super::pointers::{optional_out, slice, write_array};
use super::status::subthal_status;
use super::texts::text;

/// Says where the cells of a population are: x, y and z of each in um, one cell after another (3 x n_cells).
///
/// No number is beyond 1 m. Positions matter to subthal_network_add_lfp and subthal_network_field alone.
///
/// # Safety
/// `population` is NULL, which is an error, or a text that ends in NUL; `xyz_um` is NULL or readable for
/// `n_xyz` elements.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_set_positions(
    net: *mut subthal_network,
    population: *const c_char,
    xyz_um: *const f64,
    n_xyz: usize,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let (population, xyz_um) =
            unsafe { (text("population", population)?, slice("xyz_um", xyz_um, n_xyz)?) };
        NETWORKS.lock("net", net)?.set_positions(population, xyz_um)
    })
}

/// Scatters the cells of a population in a ball, evenly: drawn now, by the seed of now. All in um.
///
/// # Safety
/// `population` is NULL, which is an error, or a text that ends in NUL.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_place_in_ball(
    net: *mut subthal_network,
    population: *const c_char,
    x_um: f64,
    y_um: f64,
    z_um: f64,
    radius_um: f64,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let population = unsafe { text("population", population) }?;
        NETWORKS.lock("net", net)?.place_in_ball(population, [x_um, y_um, z_um], radius_um)
    })
}

/// Asks where the cells of a population are.
///
/// Writes `xyz_um` (3 x n_cells): x, y and z of each in um, and the elements that takes into `needed`, which
/// may be NULL. Pass `xyz_um` NULL and `xyz_len` 0 to ask for the number alone. A population without
/// positions is SUBTHAL_STATUS_INVALID_ARGUMENT. Any thread.
///
/// # Safety
/// `population` is NULL, which is an error, or a text that ends in NUL; `xyz_um` is NULL or writable for
/// `xyz_len` elements; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_positions(
    net: *const subthal_network,
    population: *const c_char,
    xyz_um: *mut f64,
    xyz_len: usize,
    needed: *mut usize,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let (population, needed) =
            unsafe { (text("population", population)?, optional_out("needed", needed)?) };
        let net = NETWORKS.share("net", net)?;
        let xyz = net.positions(population)?.iter().copied();
        // SAFETY: the caller's promise is the same.
        unsafe { write_array("xyz_um", xyz_um, xyz_len, needed, xyz) }
    })
}

/// Asks for the potential at each cell of a population for 1 mA from a point electrode at x, y, z in um: 1/(4 pi
/// sigma r) in a tissue of `conductivity` sigma in S/m, from 0.001 to 10; a cell within 10 um counts as 10 um away.
///
/// Times what a mV at a cell is worth there, these are the weights of a stimulator; a threshold in mV over these
/// is a threshold of axons in mA. Contacts of one electrode add. Writes `mv_per_ma` (n_cells), and the elements
/// that takes into `needed`, which may be NULL. Pass `mv_per_ma` NULL and `mv_len` 0 to ask for the number
/// alone. Any thread.
///
/// # Safety
/// `population` is NULL, which is an error, or a text that ends in NUL; `mv_per_ma` is NULL or writable for
/// `mv_len` elements; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_field(
    net: *const subthal_network,
    population: *const c_char,
    x_um: f64,
    y_um: f64,
    z_um: f64,
    conductivity: f64,
    mv_per_ma: *mut f64,
    mv_len: usize,
    needed: *mut usize,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let (population, needed) =
            unsafe { (text("population", population)?, optional_out("needed", needed)?) };
        let net = NETWORKS.share("net", net)?;
        let field = net.field(population, [x_um, y_um, z_um], conductivity)?.into_iter();
        // SAFETY: the caller's promise is the same.
        unsafe { write_array("mv_per_ma", mv_per_ma, mv_len, needed, field) }
    })
}
