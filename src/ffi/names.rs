//! What can be asked for by name.

use std::ffi::c_char;

use super::guard::guard;
use super::pointers::optional_out;
use super::projections::RULES;
use super::status::subthal_status;
use super::texts::{lines, text, write_text};
use crate::control::{CONTROLLERS, ESTIMATORS};
use crate::engine::INTEGRATORS;
use crate::error::Error;
use crate::metrics::catalogue::METRICS;
use crate::network::{model_names, Kinetics, Waveform};
use crate::presets;

/// Lists the names of a kind, one per line: `kind` is "preset", "model", "rule", "kinetics",
/// "integrator", "metric", "waveform", "estimator" or "controller".
///
/// Writes the text and its NUL, and into `needed`, which may be NULL, the bytes that takes. Pass
/// `out` NULL and `out_len` 0 to ask for the size alone. Any thread.
///
/// # Safety
/// `kind` is NULL, which is an error, or a text that ends in NUL; `out` is NULL or writable for
/// `out_len` bytes; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_names(
    kind: *const c_char,
    out: *mut c_char,
    out_len: usize,
    needed: *mut usize,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let (kind, needed) = unsafe { (text("kind", kind)?, optional_out("needed", needed)?) };
        let names = names(kind)?;
        // SAFETY: the caller's promise is the same.
        unsafe { write_text("out", out, out_len, needed, &names) }
    })
}

fn names(kind: &str) -> Result<String, Error> {
    const KINDS: [&str; 9] = [
        "preset",
        "model",
        "rule",
        "kinetics",
        "integrator",
        "metric",
        "waveform",
        "estimator",
        "controller",
    ];
    Ok(match kind {
        "preset" => lines(presets::NAMES.iter().copied()),
        "model" => lines(model_names()),
        "rule" => lines(RULES.into_iter()),
        "kinetics" => lines(Kinetics::NAMES.iter().map(|(name, _)| *name)),
        "integrator" => lines(INTEGRATORS.iter().copied()),
        "metric" => lines(METRICS.iter().map(|metric| metric.name)),
        "waveform" => lines(Waveform::NAMES.iter().map(|(name, _)| *name)),
        "estimator" => lines(ESTIMATORS.into_iter()),
        "controller" => lines(CONTROLLERS.into_iter()),
        other => return Err(Error::unknown("kind of names", other, KINDS)),
    })
}
