//! Buffers whose size comes from the caller: refused with a sentence, never an abort.

use crate::error::Error;

/// No recording that fits a metric needs more.
const LIMIT_BYTES: u64 = 1 << 32;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absurd_sizes_are_an_error() {
        for n in [u64::MAX, 1 << 62, 1 << 30] {
            let error = zeros::<f64>("the row", n).unwrap_err();
            assert!(matches!(error, Error::TooLarge { .. }), "{error}");
        }
        assert_eq!(zeros::<f64>("the row", 2), Ok(vec![0.0; 2]));
    }
}
