//! What stimulators have delivered.

use std::ffi::c_char;

use super::guard::guard;
use super::simulator::{subthal_simulator, SIMULATORS};
use super::status::subthal_status;
use super::structs::{write_struct, Growing};
use super::texts::text;
use crate::engine::Meter;

/// What a stimulator has delivered since the beginning.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_delivered {
    /// sizeof the caller's version of this struct.
    pub struct_size: usize,
    /// Pulses begun.
    pub n_pulses: u64,
    /// Charge of either sign, in uC.
    pub charge_uc: f64,
    /// Charge in all, in uC: 0 to rounding between pulses that take their charge back.
    pub net_charge_uc: f64,
    /// Energy in the impedance of the electrode, in uJ.
    pub energy_uj: f64,
}

// SAFETY: repr(C), its size first, numbers only.
unsafe impl Growing for subthal_delivered {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        Meter::default().into()
    }
}

impl From<Meter> for subthal_delivered {
    fn from(meter: Meter) -> Self {
        Self {
            struct_size: size_of::<Self>(),
            n_pulses: meter.n_pulses,
            charge_uc: meter.charge,
            net_charge_uc: meter.net_charge,
            energy_uj: meter.energy,
        }
    }
}

/// Asks what a stimulator has delivered since the beginning. `struct_size` is sizeof *delivered. Real-time
/// safe.
///
/// # Safety
/// `name` is NULL, which is an error, or a text that ends in NUL; `delivered` is NULL, which is an error, or
/// writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_delivered(
    sim: *const subthal_simulator,
    name: *const c_char,
    delivered: *mut subthal_delivered,
    struct_size: usize,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let name = unsafe { text("name", name) }?;
        let meter = SIMULATORS.share("sim", sim)?.delivered(name)?;
        // SAFETY: the caller's promise is the same.
        unsafe { write_struct("delivered", delivered, struct_size, meter.into()) }
    })
}
