//! Which controller, and what it may do.

use std::ffi::c_char;

use super::guard::guard;
use super::status::subthal_status;
use super::structs::{write_struct, Growing};
use super::texts::{text, Names};
use crate::control::{ControllerConfig, Limits, ACTS_ON, CONTROLLERS};
use crate::error::Error;

static KINDS: Names<{ CONTROLLERS.len() }> = Names::of(CONTROLLERS);
static HALVES: Names<{ ACTS_ON.len() }> = Names::of(ACTS_ON);

/// Which controller, and what it may do. Each kind reads and checks what is said to be its own, and the limits.
///
/// The defaults are those of subthal_controller_config_default for the amplitude, in mA, and the frequency in
/// brackets: those of Fleming, Dunn and Lowery (2020), where set points are in mV of the authors' LFP. The unit
/// of an output is mA, or that of the stimulator; Hz where it is a frequency.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_controller_config {
    /// sizeof this struct; set by subthal_controller_config_default.
    pub struct_size: usize,
    /// Which controller: one of subthal_names("controller").
    pub kind: *const c_char,
    /// What the output is of the stimulus: "amplitude" or "frequency".
    pub acts_on: *const c_char,
    /// The amplitude while the frequency is controlled, in the stimulator's unit; 1.5 unless set.
    pub amplitude: f64,
    /// The frequency while the amplitude is controlled, in Hz; 130 unless set.
    pub frequency_hz: f64,
    /// From one call to the next, in s, from 1e-9 to 1e6; 0.02 unless set, 0.001 for "phase_locked".
    pub interval_s: f64,
    /// The measure that "on_off", "proportional", "pi" and "pid" are to reach, in its unit; 1.0414e-4 unless
    /// set, which belongs to the authors' LFP: another electrode has another level, to be measured first.
    pub set_point: f64,
    /// The measure below which "dual_threshold" lowers its output; 1.0414e-4 unless set.
    pub lower: f64,
    /// The measure above which it raises its output; 1.5261e-4 unless set.
    pub upper: f64,
    /// The output of "open_loop", and of "phase_locked" in a call that fires; 2.5 \[130\] unless set.
    pub constant: f64,
    /// From least to largest output of "on_off" and "dual_threshold", in s; 0.25 unless set.
    pub ramp_s: f64,
    /// The gain Kp of "proportional", "pi" and "pid", in the unit of the output, of an error that is a part of
    /// the set point; 0.23 \[19.3\] unless set, 5 \[416.7\] for "proportional".
    pub gain: f64,
    /// The integral time Ti of "pi" and "pid", in s; 0.2 unless set, 0 for none in "pid".
    pub integral_s: f64,
    /// The derivative time Td of "pid", in s; 0 unless set.
    pub derivative_s: f64,
    /// The phase at which "phase_locked" fires, in radians from -pi to pi, 0 at the peak; 0 unless set.
    pub target_rad: f64,
    /// The measure below which it does not fire, from 0; 0 unless set.
    pub amplitude_threshold: f64,
    /// The least time from one of its pulses to the next, in s; 0.02 unless set.
    pub refractory_s: f64,
    /// The least output, which is that of "phase_locked" in a call that does not fire; 0 unless set.
    pub min: f64,
    /// The largest output; 3 \[250\] unless set.
    pub max: f64,
    /// The largest change of the output in a second; infinite unless set.
    pub change_per_s: f64,
    /// For how long a target of the output stays after it has changed, in s; 0 unless set.
    pub hold_s: f64,
    /// For how long after a stimulus nothing is measured, in s; 0 unless set.
    pub blanking_s: f64,
}

// SAFETY: repr(C), its size first, then numbers and raw pointers.
unsafe impl Growing for subthal_controller_config {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        ControllerConfig::default().into()
    }
}

impl From<ControllerConfig> for subthal_controller_config {
    fn from(config: ControllerConfig) -> Self {
        let Limits { min, max, change_per_s, hold_s, blanking_s } = config.limits;
        Self {
            struct_size: size_of::<Self>(),
            kind: KINDS.find(&config.kind),
            acts_on: HALVES.find(&config.acts_on),
            amplitude: config.amplitude,
            frequency_hz: config.frequency_hz,
            interval_s: config.interval_s,
            set_point: config.set_point,
            lower: config.lower,
            upper: config.upper,
            constant: config.constant,
            ramp_s: config.ramp_s,
            gain: config.gain,
            integral_s: config.integral_s,
            derivative_s: config.derivative_s,
            target_rad: config.target_rad,
            amplitude_threshold: config.amplitude_threshold,
            refractory_s: config.refractory_s,
            min,
            max,
            change_per_s,
            hold_s,
            blanking_s,
        }
    }
}

impl subthal_controller_config {
    /// What it describes.
    ///
    /// # Safety
    /// Its texts end in NUL.
    pub(super) unsafe fn described(&self) -> Result<ControllerConfig, Error> {
        let Self { min, max, change_per_s, hold_s, blanking_s, .. } = *self;
        // SAFETY: the caller's promise is the same.
        let (kind, acts_on) =
            unsafe { (text("config.kind", self.kind)?, text("config.acts_on", self.acts_on)?) };
        Ok(ControllerConfig {
            kind: kind.into(),
            acts_on: acts_on.into(),
            amplitude: self.amplitude,
            frequency_hz: self.frequency_hz,
            interval_s: self.interval_s,
            set_point: self.set_point,
            lower: self.lower,
            upper: self.upper,
            constant: self.constant,
            ramp_s: self.ramp_s,
            gain: self.gain,
            integral_s: self.integral_s,
            derivative_s: self.derivative_s,
            target_rad: self.target_rad,
            amplitude_threshold: self.amplitude_threshold,
            refractory_s: self.refractory_s,
            limits: Limits { min, max, change_per_s, hold_s, blanking_s },
        })
    }
}

/// The published numbers of a kind that acts on the amplitude or the frequency.
fn published(kind: &str, acts_on: &str) -> Result<ControllerConfig, Error> {
    match acts_on {
        "amplitude" => ControllerConfig::of(kind),
        "frequency" => ControllerConfig::of_frequency(kind),
        unknown => Err(Error::unknown("acts_on", unknown, ACTS_ON)),
    }
}

/// Fills a configuration with the defaults of a kind, one of subthal_names("controller"), that acts on the
/// "amplitude" or the "frequency"; `struct_size` is sizeof *config.
///
/// "open_loop": a constant. "on_off": up above the set point, down below it, by a ramp. "dual_threshold": up above
/// one threshold, down below another, still between them. "pid": u = Kp (e + integral of e / Ti + Td de/dt) with
/// e = (measure - set point) / set point, or its numerator where the set point is 0, so that more of the measure
/// is more stimulation; "proportional" and "pi" are its first terms. All of these after Fleming, Dunn and Lowery
/// (2020). "phase_locked": one pulse where the phase of a rhythm passes a target, after Cagnan et al. (2017).
///
/// The texts that it sets belong to the library, and stay.
///
/// # Safety
/// `kind` and `acts_on` are NULL, which is an error, or texts that end in NUL; `config` is NULL, which is an
/// error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_controller_config_default(
    kind: *const c_char,
    acts_on: *const c_char,
    config: *mut subthal_controller_config,
    struct_size: usize,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let (kind, acts_on) = unsafe { (text("kind", kind)?, text("acts_on", acts_on)?) };
        let defaults = published(kind, acts_on)?;
        // SAFETY: the caller's promise is the same.
        unsafe { write_struct("config", config, struct_size, defaults.into()) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_crosses_and_comes_back() {
        for (kind, acts_on) in CONTROLLERS.iter().flat_map(|kind| ACTS_ON.map(|half| (kind, half)))
        {
            let config = published(kind, acts_on).unwrap();
            let crossed = subthal_controller_config::from(config.clone());
            // SAFETY: its texts are constants.
            assert_eq!(unsafe { crossed.described() }, Ok(config));
        }
    }
}
