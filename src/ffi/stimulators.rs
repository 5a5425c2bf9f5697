//! Stimulators: pulse generators with their electrodes.

use std::ffi::c_char;
use std::ptr::null;

use super::guard::guard;
use super::network::{subthal_network, NETWORKS};
use super::pointers::slice;
use super::status::subthal_status;
use super::structs::{read_struct, write_struct, Growing};
use super::texts::text;
use crate::error::Error;
use crate::network::{Stimulator, Waveform};

/// What subthal_network_add_stimulator adds: a pulse generator with its electrode, whose current enters
/// somata and whose pulses launch spikes in axons.
///
/// Either may be left out: axons are reached where axons or axon_fraction say so, somata unless soma is 0.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_stimulator_config {
    /// sizeof this struct; set by subthal_stimulator_config_default.
    pub struct_size: usize,
    /// Its name: the first half of its parameters' paths. Required.
    pub name: *const c_char,
    /// The population that it stimulates, by name. Required.
    pub population: *const c_char,
    /// The cells that receive current (n_cells); NULL, which is the default, for all.
    pub cells: *const u32,
    /// Elements in cells.
    pub n_cells: usize,
    /// What each of those cells receives of a mA (n_weights), in the unit of the model's current; NULL,
    /// which is the default, for 1 each.
    pub weights: *const f64,
    /// Elements in weights: as many as there are cells that receive, or 0.
    pub n_weights: usize,
    /// What a pulse is. "biphasic", which is the default: a phase, a gap, and its charge taken back by a
    /// constant current. "passive": taken back by a current that falls exponentially. "monophasic": a
    /// phase alone.
    pub waveform: *const c_char,
    /// The cells whose axons pulses may excite (n_axons); NULL, which is the default, for a part of all
    /// that the network's seed draws.
    pub axons: *const u32,
    /// Elements in axons.
    pub n_axons: usize,
    /// The amplitude from which each listed axon is excited, when a pulse begins, in mA (n_axon_thresholds);
    /// NULL, which is the default, for any.
    pub axon_thresholds_ma: *const f64,
    /// Elements in axon_thresholds_ma: n_axons, or 0.
    pub n_axon_thresholds: usize,
    /// The part of all cells whose axons are drawn where none are listed, from 0 to 1; 0 unless set.
    pub axon_fraction: f64,
    /// Pulses a second, in Hz, from 0 to 10,000; 0, which is the default, for none.
    pub frequency_hz: f64,
    /// Current of the first phase, in mA, from -1e6 to 1e6; 0 unless set.
    pub amplitude_ma: f64,
    /// Duration of the first phase, in ms, from 1e-6 to 1000; 0.06 unless set. Whatever the step, the
    /// charge is exact.
    pub width_ms: f64,
    /// From the end of the first phase to the recharge, in ms, from 0 to 1000; 0 unless set.
    pub gap_ms: f64,
    /// Duration of the recharge, in ms, from 1e-6 to 1000; 0.06 unless set.
    pub recharge_ms: f64,
    /// Time constant with which a passive recharge falls, in ms, from 0.001 to 10,000; 1 unless set.
    pub recharge_tau_ms: f64,
    /// When the train begins, with a pulse, in ms, from 0 to 1e6, rounded to whole steps; 0 unless set.
    pub start_ms: f64,
    /// A factor on the current into cells, from 0 to 1000; 1 unless set, 0 for stimulation of axons alone.
    pub soma: f64,
    /// Most that the amplitude moves in a second, in mA, to 1e9; 0, which is the default, for no bound.
    pub slew_ma_per_s: f64,
    /// Most current of either phase, in mA, from 0, whatever is asked for; 1e6 unless set.
    pub most_amplitude_ma: f64,
    /// Most charge of a phase, in uC, from 0, whatever is asked for; 1e9 unless set.
    pub most_charge_uc: f64,
    /// How long after a launched spike those of the soma are lost, in ms, from 0 to 1000; 7 unless set.
    pub collision_ms: f64,
    /// How long after a launched spike an axon is not excited again, in ms, from 0 to 1000; 0 unless set.
    pub refractory_ms: f64,
    /// Of the electrode, for the energy, in kOhm, from 0 to 1e6; 1 unless set.
    pub impedance_kohm: f64,
    /// The first phase in equal pieces of width_ms (n_shape), each a part of amplitude_ma from -1 to 1 and not
    /// all 0: any waveform. What is left of its charge is taken back as waveform says. NULL, which is the
    /// default, for a rectangle.
    pub shape: *const f64,
    /// Elements in shape.
    pub n_shape: usize,
}

// SAFETY: repr(C), its size first, then numbers and raw pointers.
unsafe impl Growing for subthal_stimulator_config {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        let one = Stimulator::default();
        Self {
            struct_size: size_of::<Self>(),
            name: null(),
            population: null(),
            cells: null(),
            n_cells: 0,
            weights: null(),
            n_weights: 0,
            waveform: c"biphasic".as_ptr(),
            axons: null(),
            n_axons: 0,
            axon_thresholds_ma: null(),
            n_axon_thresholds: 0,
            axon_fraction: one.axon_fraction,
            frequency_hz: one.frequency_hz,
            amplitude_ma: one.amplitude_ma,
            width_ms: one.width_ms,
            gap_ms: one.gap_ms,
            recharge_ms: one.recharge_ms,
            recharge_tau_ms: one.recharge_tau_ms,
            start_ms: one.start_ms,
            soma: one.soma,
            slew_ma_per_s: one.slew_ma_per_s,
            most_amplitude_ma: one.most_amplitude_ma,
            most_charge_uc: one.most_charge_uc,
            collision_ms: one.collision_ms,
            refractory_ms: one.refractory_ms,
            impedance_kohm: one.impedance_kohm,
            shape: null(),
            n_shape: 0,
        }
    }
}

impl subthal_stimulator_config {
    /// What it describes.
    ///
    /// # Safety
    /// Its texts end in NUL, and its arrays have the elements they say or are NULL.
    unsafe fn described(&self) -> Result<Stimulator, Error> {
        let (thresholds, n_thresholds) = (self.axon_thresholds_ma, self.n_axon_thresholds);
        // SAFETY: the caller's promise is the same.
        let pointed_to = unsafe {
            Stimulator {
                name: text("config.name", self.name)?.into(),
                population: text("config.population", self.population)?.into(),
                cells: slice("config.cells", self.cells, self.n_cells)?.into(),
                weights: slice("config.weights", self.weights, self.n_weights)?.into(),
                waveform: Waveform::named(text("config.waveform", self.waveform)?)?,
                shape: slice("config.shape", self.shape, self.n_shape)?.into(),
                axons: slice("config.axons", self.axons, self.n_axons)?.into(),
                axon_thresholds_ma: slice("config.axon_thresholds_ma", thresholds, n_thresholds)?
                    .into(),
                ..Stimulator::default()
            }
        };
        Ok(Stimulator {
            axon_fraction: self.axon_fraction,
            frequency_hz: self.frequency_hz,
            amplitude_ma: self.amplitude_ma,
            width_ms: self.width_ms,
            gap_ms: self.gap_ms,
            recharge_ms: self.recharge_ms,
            recharge_tau_ms: self.recharge_tau_ms,
            start_ms: self.start_ms,
            soma: self.soma,
            slew_ma_per_s: self.slew_ma_per_s,
            most_amplitude_ma: self.most_amplitude_ma,
            most_charge_uc: self.most_charge_uc,
            collision_ms: self.collision_ms,
            refractory_ms: self.refractory_ms,
            impedance_kohm: self.impedance_kohm,
            ..pointed_to
        })
    }
}

/// Fills a configuration; `struct_size` is sizeof *config. name and population must be set then.
///
/// # Safety
/// `config` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_stimulator_config_default(
    config: *mut subthal_stimulator_config,
    struct_size: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { write_struct("config", config, struct_size, Growing::defaults()) })
}

/// Adds a stimulator. Texts and arrays are copied.
///
/// Its numbers become parameters: "name.frequency", "name.amplitude", "name.width", "name.gap",
/// "name.recharge", "name.recharge_tau", "name.soma", "name.slew", "name.collision" and "name.refractory",
/// which may change while a simulator runs, and "name.start", "name.most_amplitude", "name.most_charge" and
/// "name.impedance". A pulse that has begun stays as it is, whatever changes; another frequency keeps the
/// phase of the train; a pulse that would begin before the last has ended is left out.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_stimulator_config_default has filled,
/// whose texts end in NUL and whose arrays have the elements they say or are NULL.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_add_stimulator(
    net: *mut subthal_network,
    config: *const subthal_stimulator_config,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let stimulator = unsafe { read_struct("config", config)?.described() }?;
        NETWORKS.lock("net", net)?.add_stimulator(stimulator)
    })
}
