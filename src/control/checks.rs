//! The numbers of a configuration, checked; and the numbers of a signal, kept away from both ends.

use crate::error::Error;

/// The largest magnitude of a sample: its square times any count is finite.
pub(super) const LARGEST: f64 = 1e60;

/// Below it a number is taken for 0: no square of what stays is subnormal, so a host that flushes
/// subnormal numbers to zero gets the same bits.
const SMALLEST: f64 = 1e-140;

/// Counts of samples stay where every whole number is a double.
const MOST_SAMPLES: f64 = 9e15;

/// What one machine may take.
const LIMIT_BYTES: u64 = 1 << 30;

/// The number, or 0 if it is next to nothing.
#[inline]
pub(super) fn quiet(x: f64) -> f64 {
    if x.abs() < SMALLEST {
        0.0
    } else {
        x
    }
}

/// The sample as it may enter a state; None of what is not finite or beyond [`LARGEST`].
#[inline]
pub(super) fn sound(x: f64) -> Option<f64> {
    (x.abs() <= LARGEST).then(|| quiet(x))
}

/// The value, if it lies in a closed interval.
pub(super) fn in_range(
    name: &str,
    value: f64,
    (min, max): (f64, f64),
    unit: &str,
) -> Result<f64, Error> {
    if (min..=max).contains(&value) {
        return Ok(value);
    }
    Err(Error::OutOfRange { name: name.into(), value, min, max, unit: unit.into() })
}

/// The whole number of samples that is nearest to a span of time.
pub(super) fn samples(name: &str, span: f64, per_unit: f64) -> Result<u64, Error> {
    let n = (span * per_unit).round();
    if !(0.0..=MOST_SAMPLES).contains(&n) {
        return Err(Error::invalid(name, format!("= {span} is no number of samples")));
    }
    Ok(n as u64)
}

/// As [`samples`], and at least one.
pub(super) fn some_samples(name: &str, span: f64, per_unit: f64) -> Result<u64, Error> {
    match samples(name, span, per_unit)? {
        0 => Err(Error::invalid(name, format!("= {span} is less than half a sample"))),
        n => Ok(n),
    }
}

/// `n` default values; `what` names them in the error.
pub(super) fn zeros<T: Clone + Default>(what: &str, n: u64) -> Result<Vec<T>, Error> {
    let bytes = n.saturating_mul(size_of::<T>() as u64);
    let too_large = || Error::TooLarge { what: what.into(), bytes, limit: LIMIT_BYTES };
    let n = usize::try_from(n).ok().filter(|_| bytes <= LIMIT_BYTES).ok_or_else(too_large)?;
    let mut values = Vec::new();
    values.try_reserve_exact(n).map_err(|_| too_large())?;
    values.resize(n, T::default());
    Ok(values)
}
