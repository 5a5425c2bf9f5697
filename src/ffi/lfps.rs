//! Electrodes that record.

use std::ffi::c_char;
use std::ptr::null;

use super::guard::guard;
use super::network::{subthal_network, NETWORKS};
use super::pointers::slice;
use super::status::subthal_status;
use super::structs::{read_struct, reserved, switch, write_struct, Growing};
use super::texts::text;
use crate::error::Error;
use crate::network::Lfp;

/// What subthal_network_add_lfp adds: an electrode that records, as one column of the output rows in mV.
///
/// Each cell is a point source of its synaptic current: the potential is the sum of I/(4 pi sigma r), positive
/// for current that leaves the cell (Fleming, Dunn and Lowery 2020). Seen in every step, whatever is recorded.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_lfp_config {
    /// sizeof this struct; set by subthal_lfp_config_default.
    pub struct_size: usize,
    /// The name of its channel. Required.
    pub name: *const c_char,
    /// The populations that it sees, by name (n_populations); NULL, which is the default, for all that have
    /// positions.
    pub populations: *const *const c_char,
    /// Elements in populations.
    pub n_populations: usize,
    /// Where it is: x, y, z in um; the origin unless set.
    pub electrode_um: [f64; 3],
    /// Where the electrode is whose potential is subtracted, in um; unused unless has_reference.
    pub reference_um: [f64; 3],
    /// 1 for the difference of two electrodes; 0, which is the default, for one against what is far away.
    pub has_reference: i32,
    /// 0; kept for later.
    pub reserved: i32,
    /// Conductivity of the tissue, in S/m, from 0.001 to 10; 0.27 unless set.
    pub conductivity: f64,
    /// The edge of the amplifier's low-pass, a Butterworth filter of fourth order, in Hz, below half the rate
    /// of the steps; 0, which is the default, for none. Record every so many steps that their rate is well
    /// above twice the edge, and nothing aliases.
    pub low_pass_hz: f64,
    /// What every stimulator adds while its current flows, in mV per mA; 0 unless set.
    pub artefact_mv_per_ma: f64,
    /// The amplifier keeps what it had from the beginning of every pulse until so long after its end, in ms;
    /// negative, which is the default, if not.
    pub blanking_ms: f64,
}

// SAFETY: repr(C), its size first, then numbers, arrays of them and raw pointers.
unsafe impl Growing for subthal_lfp_config {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        let lfp = Lfp::default();
        Self {
            struct_size: size_of::<Self>(),
            name: null(),
            populations: null(),
            n_populations: 0,
            electrode_um: lfp.electrode_um,
            reference_um: [0.0; 3],
            has_reference: 0,
            reserved: 0,
            conductivity: lfp.conductivity,
            low_pass_hz: lfp.low_pass_hz,
            artefact_mv_per_ma: lfp.artefact_mv_per_ma,
            blanking_ms: lfp.blanking_ms,
        }
    }
}

impl subthal_lfp_config {
    /// What it describes.
    ///
    /// # Safety
    /// Its texts end in NUL, and its array has the elements it says or is NULL.
    unsafe fn described(&self) -> Result<Lfp, Error> {
        reserved("config.reserved", self.reserved)?;
        let has_reference = switch("config.has_reference", self.has_reference)?;
        // SAFETY: the caller's promise is the same.
        let (name, seen) = unsafe {
            let seen = slice("config.populations", self.populations, self.n_populations)?;
            (text("config.name", self.name)?, seen)
        };
        // SAFETY: the caller's promise is the same.
        let names = seen.iter().map(|name| unsafe { text("a name in config.populations", *name) });
        Ok(Lfp {
            name: name.into(),
            populations: names.map(|name| name.map(String::from)).collect::<Result<_, _>>()?,
            electrode_um: self.electrode_um,
            reference_um: has_reference.then_some(self.reference_um),
            conductivity: self.conductivity,
            low_pass_hz: self.low_pass_hz,
            artefact_mv_per_ma: self.artefact_mv_per_ma,
            blanking_ms: self.blanking_ms,
        })
    }
}

/// Fills a configuration; `struct_size` is sizeof *config. name must be set then.
///
/// # Safety
/// `config` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_lfp_config_default(
    config: *mut subthal_lfp_config,
    struct_size: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { write_struct("config", config, struct_size, Growing::defaults()) })
}

/// Adds an electrode that records. Texts and arrays are copied.
///
/// Its channel stands after those of all probes, in the order of addition. The positions of cells count as they
/// are when a simulator is made. A population without positions that is listed, or none with positions, is
/// SUBTHAL_STATUS_INVALID_ARGUMENT.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_lfp_config_default has filled, whose texts
/// end in NUL and whose array has the elements it says or is NULL.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_add_lfp(
    net: *mut subthal_network,
    config: *const subthal_lfp_config,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let lfp = unsafe { read_struct("config", config)?.described() }?;
        NETWORKS.lock("net", net)?.add_lfp(lfp)
    })
}
