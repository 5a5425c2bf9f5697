//! Populations: cells of one model.

use std::ffi::c_char;

use super::guard::{answer, guard};
use super::network::{subthal_network, NETWORKS};
use super::pointers::optional_out;
use super::status::subthal_status;
use super::structs::{fixed, write_struct, Growing};
use super::texts::{lines, text, write_text};
use crate::error::Error;
use crate::network::{Population, CURRENTS};

/// One population of a network or of a simulator.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_population_info {
    /// sizeof the caller's version of this struct.
    pub struct_size: usize,
    /// Its name: the first half of its parameters' paths.
    pub name: [c_char; 72],
    /// Its model, one of subthal_names("model").
    pub model: [c_char; 72],
    /// Number of cells.
    pub n_cells: u64,
}

// SAFETY: repr(C), its size first, then numbers and arrays of them.
unsafe impl Growing for subthal_population_info {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        let struct_size = size_of::<Self>();
        Self { struct_size, name: [0; 72], model: [0; 72], n_cells: 0 }
    }
}

impl subthal_population_info {
    pub(super) fn of(population: &Population) -> Result<Self, Error> {
        let name = fixed("name", &population.name)?;
        let model = fixed("model", &population.model)?;
        Ok(Self { name, model, n_cells: population.n_cells as u64, ..Self::defaults() })
    }
}

/// Element `index` of a list, or an error that says how many there are.
pub(super) fn nth<'a, T>(list: &'a [T], name: &str, index: usize) -> Result<&'a T, Error> {
    let missing = || Error::invalid(name, format!("is {index}, there are {}", list.len()));
    list.get(index).ok_or_else(missing)
}

/// Adds `n_cells` cells of a model, with the model's parameters at their defaults.
///
/// `name` starts with a letter and has up to 64 letters, digits or '_'; it is not yet the name of a
/// population, a projection or an input. `model` is one of subthal_names("model"). Populations
/// count from 0 in the order of addition. All cells are equal and start equal, so they fire as one,
/// until noise, subthal_network_set_heterogeneity or subthal_network_set_initial_spread tells them
/// apart.
///
/// # Safety
/// `name` and `model` are NULL, which is an error, or texts that end in NUL.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_add_population(
    net: *mut subthal_network,
    name: *const c_char,
    model: *const c_char,
    n_cells: u64,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let (name, model) = unsafe { (text("name", name)?, text("model", model)?) };
        NETWORKS.lock("net", net)?.add_population(name, model, n_cells as usize)
    })
}

/// Asks how many populations there are.
///
/// # Safety
/// `count` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_population_count(
    net: *const subthal_network,
    count: *mut usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    unsafe { answer("count", count, || Ok(NETWORKS.share("net", net)?.populations().len())) }
}

/// Describes population `index`, from 0. `struct_size` is sizeof *info.
///
/// # Safety
/// `info` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_population_info(
    net: *const subthal_network,
    index: usize,
    info: *mut subthal_population_info,
    struct_size: usize,
) -> subthal_status {
    guard(|| {
        let net = NETWORKS.share("net", net)?;
        let population = nth(net.populations(), "index", index)?;
        let value = subthal_population_info::of(population)?;
        // SAFETY: the caller's promise is the same.
        unsafe { write_struct("info", info, struct_size, value) }
    })
}

/// Lists what can be probed in a population, one name per line: the model's state variables, then
/// its currents "i_syn", "i_noise", "i_input".
///
/// Writes the text and its NUL, and into `needed`, which may be NULL, the bytes that takes. Pass
/// `out` NULL and `out_len` 0 to ask for the size alone.
///
/// # Safety
/// `population` is NULL, which is an error, or a text that ends in NUL; `out` is NULL or writable
/// for `out_len` bytes; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_variable_names(
    net: *const subthal_network,
    population: *const c_char,
    out: *mut c_char,
    out_len: usize,
    needed: *mut usize,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let (name, needed) =
            unsafe { (text("population", population)?, optional_out("needed", needed)?) };
        let net = NETWORKS.share("net", net)?;
        let variables = net.populations()[net.find_population(name)?].model().variables;
        let names = variables.iter().map(|variable| variable.name).chain(CURRENTS);
        // SAFETY: the caller's promise is the same.
        unsafe { write_text("out", out, out_len, needed, &lines(names)) }
    })
}
