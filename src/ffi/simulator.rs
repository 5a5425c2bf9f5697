//! A simulator's life, and where it stands.

use std::ffi::c_char;

use super::guard::{answer, answer_computed, guard, guard_computing};
use super::handles::{Handle, Table};
use super::network::{subthal_network, NETWORKS};
use super::pointers::optional_out;
use super::status::subthal_status;
use super::structs::{read_struct, write_struct, Growing};
use super::texts::{text, write_text};
use super::token::Kind;
use crate::engine::{Simulator, SimulatorConfig};

/// A running network. It owns all its state, and a copy of what it needs of the network.
///
/// One thread at a time: a call while another is inside is SUBTHAL_STATUS_BUSY. Different
/// simulators share nothing, and run on different threads without a lock.
pub struct subthal_simulator(());

impl Handle for subthal_simulator {
    type Object = Simulator;
    const KIND: Kind = Kind::Simulator;
}

pub(super) static SIMULATORS: Table<subthal_simulator> = Table::new();

/// How a network is to be run.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_simulator_config {
    /// sizeof this struct; set by subthal_simulator_config_default.
    pub struct_size: usize,
    /// Length of a step, in ms, from 1e-4 to 1; 0.025 unless set.
    pub dt_ms: f64,
    /// "forward_euler", which is the default: each model's published order. Or "exponential_euler":
    /// gates exact at fixed V.
    pub integrator: *const c_char,
    /// Another trial has other noise and another initial state, and the same wiring and cells; 0
    /// unless set.
    pub trial: u64,
    /// "double", which is the default, or "single", which is faster: how the state is stored and
    /// stepped. Numbers cross as doubles in either, and both feel the same noise.
    pub precision: *const c_char,
}

// SAFETY: repr(C), its size first, then numbers and a raw pointer.
unsafe impl Growing for subthal_simulator_config {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        let SimulatorConfig { dt_ms, trial, .. } = SimulatorConfig::default();
        let (integrator, precision) = (c"forward_euler".as_ptr(), c"double".as_ptr());
        Self { struct_size: size_of::<Self>(), dt_ms, integrator, trial, precision }
    }
}

/// Fills a configuration; `struct_size` is sizeof *config.
///
/// # Safety
/// `config` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_config_default(
    config: *mut subthal_simulator_config,
    struct_size: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { write_struct("config", config, struct_size, Growing::defaults()) })
}

/// Makes a simulator of a network, before its first step; it is owned by the caller.
///
/// `config` may be NULL for its defaults. A network larger than the machine's memory is
/// SUBTHAL_STATUS_TOO_LARGE before anything is built. At most 65,536 simulators live at once.
///
/// # Safety
/// `config` is NULL or a struct that subthal_simulator_config_default has filled, whose texts end in
/// NUL; `sim` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_new(
    net: *const subthal_network,
    config: *const subthal_simulator_config,
    sim: *mut *mut subthal_simulator,
) -> subthal_status {
    let body = || {
        let config = match config.is_null() {
            true => subthal_simulator_config::defaults(),
            // SAFETY: the caller's promise is the same.
            false => unsafe { read_struct("config", config) }?,
        };
        let subthal_simulator_config { dt_ms, integrator, trial, precision, .. } = config;
        // SAFETY: the caller's promise is the same.
        let integrator = unsafe { text("config.integrator", integrator) }?.into();
        // SAFETY: the caller's promise is the same.
        let precision = unsafe { text("config.precision", precision) }?.into();
        let config = SimulatorConfig { dt_ms, integrator, precision, trial };
        let simulator = Simulator::new(&*NETWORKS.share("net", net)?, &config)?;
        SIMULATORS.insert("sim", simulator)
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer_computed("sim", sim, body) }
}

/// Ends a simulator. NULL is fine.
///
/// A handle that was freed before is SUBTHAL_STATUS_INVALID_HANDLE, and one that another call is
/// using is SUBTHAL_STATUS_BUSY; neither is freed. Not real-time safe.
#[no_mangle]
pub extern "C" fn subthal_simulator_free(sim: *mut subthal_simulator) -> subthal_status {
    guard(|| SIMULATORS.free("sim", sim))
}

/// Goes back to before the first step, with the parameters that the simulator was made with: it
/// equals a new one. Also after a divergence. Not real-time safe.
#[no_mangle]
pub extern "C" fn subthal_simulator_reset(sim: *mut subthal_simulator) -> subthal_status {
    guard_computing(|| {
        SIMULATORS.lock("sim", sim)?.reset();
        Ok(())
    })
}

/// Asks how many steps are done; the time is that many times dt_ms. Real-time safe.
///
/// # Safety
/// `step` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_step(
    sim: *const subthal_simulator,
    step: *mut u64,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    unsafe { answer("step", step, || Ok(SIMULATORS.share("sim", sim)?.step())) }
}

/// Asks for the time simulated, in ms. Real-time safe.
///
/// # Safety
/// `time_ms` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_time_ms(
    sim: *const subthal_simulator,
    time_ms: *mut f64,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    unsafe { answer("time_ms", time_ms, || Ok(SIMULATORS.share("sim", sim)?.time_ms())) }
}

/// Asks for the length of a step, in ms. Real-time safe.
///
/// # Safety
/// `dt_ms` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_dt_ms(
    sim: *const subthal_simulator,
    dt_ms: *mut f64,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    unsafe { answer("dt_ms", dt_ms, || Ok(SIMULATORS.share("sim", sim)?.dt_ms())) }
}

/// Asks about how many bytes the simulator takes. Real-time safe.
///
/// # Safety
/// `bytes` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_memory_bytes(
    sim: *const subthal_simulator,
    bytes: *mut u64,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    unsafe { answer("bytes", bytes, || Ok(SIMULATORS.share("sim", sim)?.memory_bytes())) }
}

/// Asks for the most work that one step can be: the number of cells, each stepped once, plus the
/// number of synapses, each reached by a spike once, as when every cell fires in one step; one that
/// saturates counts four times. Known from the beginning, and never passed. Real-time safe.
///
/// # Safety
/// `bound` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_step_bound(
    sim: *const subthal_simulator,
    bound: *mut u64,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    unsafe { answer("bound", bound, || Ok(SIMULATORS.share("sim", sim)?.step_bound())) }
}

/// Asks for the instruction set in use, such as "avx2". Results do not depend on it.
///
/// Writes the text and its NUL, and into `needed`, which may be NULL, the bytes that takes. Pass
/// `out` NULL and `out_len` 0 to ask for the size alone.
///
/// # Safety
/// `out` is NULL or writable for `out_len` bytes; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_backend(
    sim: *const subthal_simulator,
    out: *mut c_char,
    out_len: usize,
    needed: *mut usize,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let needed = unsafe { optional_out("needed", needed) }?;
        let name = SIMULATORS.share("sim", sim)?.backend();
        // SAFETY: the caller's promise is the same.
        unsafe { write_text("out", out, out_len, needed, name) }
    })
}
