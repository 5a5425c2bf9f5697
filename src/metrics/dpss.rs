//! Discrete prolate spheroidal sequences (DPSS), the tapers of a multitaper spectrum.
//!
//! Slepian D (1978) Bell Syst Tech J 57:1371-1430: the sequences of n samples with most of their power
//! within W of frequency 0 are the eigenvectors of a symmetric tridiagonal matrix, largest first.
//! Eigenvalues by bisection on the number of sign changes, eigenvectors by inverse iteration; plain
//! arithmetic in a fixed order.

use super::memory::zeros;
use crate::error::Error;
use crate::simd::math::sin_cos_turns;

/// A symmetric tridiagonal matrix.
struct Tridiagonal {
    diagonal: Vec<f64>,
    /// Beside the diagonal: of rows i and i + 1.
    beside: Vec<f64>,
}

/// The first `n_tapers` sequences of `n` samples, of length 1, (n_tapers x n); `tw` is n W.
///
/// Signs as in scipy.signal.windows.dpss: even ones have a positive sum, odd ones begin upwards.
pub(super) fn dpss(n: usize, tw: f64, n_tapers: usize) -> Result<Vec<Vec<f64>>, Error> {
    let matrix = Tridiagonal::of_slepian(n, tw)?;
    (0..n_tapers).map(|k| matrix.eigenvector(matrix.eigenvalue(k), k)).collect()
}

impl Tridiagonal {
    fn of_slepian(n: usize, tw: f64) -> Result<Self, Error> {
        let mut diagonal = zeros("the tapers", n as u64)?;
        let mut beside = zeros("the tapers", n as u64 - 1)?;
        let cos = sin_cos_turns(tw / n as f64).1;
        for (i, d) in diagonal.iter_mut().enumerate() {
            let from_centre = (n as f64 - 1.0) / 2.0 - i as f64;
            *d = from_centre * from_centre * cos;
        }
        for (i, b) in beside.iter_mut().enumerate() {
            *b = (i + 1) as f64 * (n - i - 1) as f64 / 2.0;
        }
        Ok(Self { diagonal, beside })
    }

    /// How many eigenvalues are above x: pivots of matrix - x that are above 0 (Sturm).
    fn n_above(&self, x: f64) -> usize {
        let (mut n_above, mut pivot) = (0, 1.0);
        for (i, d) in self.diagonal.iter().enumerate() {
            let b2 = if i == 0 { 0.0 } else { self.beside[i - 1] * self.beside[i - 1] };
            pivot = d - x - b2 / pivot;
            if pivot == 0.0 {
                pivot = f64::MIN_POSITIVE;
            }
            n_above += usize::from(pivot > 0.0);
        }
        n_above
    }

    /// The k-th largest eigenvalue, to the last bit that bisection can tell.
    fn eigenvalue(&self, k: usize) -> f64 {
        let reach = |i: usize| {
            let left = if i == 0 { 0.0 } else { self.beside[i - 1] };
            left + self.beside.get(i).copied().unwrap_or(0.0)
        };
        let bound = self.diagonal.iter().enumerate().map(|(i, d)| d.abs() + reach(i));
        let bound = bound.fold(0.0, f64::max);
        let (mut low, mut high) = (-bound, bound);
        loop {
            let middle = low + (high - low) / 2.0;
            if middle <= low || middle >= high {
                return middle;
            }
            if self.n_above(middle) > k {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    /// The eigenvector, from a sine of as many half-waves; three steps are one more than it needs.
    fn eigenvector(&self, eigenvalue: f64, k: usize) -> Result<Vec<f64>, Error> {
        let n = self.diagonal.len();
        let mut x: Vec<f64> = zeros("the tapers", n as u64)?;
        for (j, x) in x.iter_mut().enumerate() {
            let half_waves = (k + 1) as f64 * (j + 1) as f64 / (n + 1) as f64;
            *x = sin_cos_turns(half_waves / 2.0).0;
        }
        let factors = Factors::of(self, eigenvalue)?;
        for _ in 0..3 {
            factors.solve(&mut x);
            let length = x.iter().map(|x| x * x).sum::<f64>().sqrt();
            x.iter_mut().for_each(|x| *x /= length);
        }
        let upwards = if k.is_multiple_of(2) { x.iter().sum::<f64>() } else { beginning(&x) };
        if upwards < 0.0 {
            x.iter_mut().for_each(|x| *x = -*x);
        }
        Ok(x)
    }
}

/// The first sample that is no trace: the side to which an odd sequence begins.
fn beginning(x: &[f64]) -> f64 {
    let trace = (1.0 / x.len() as f64).max(1e-7);
    x.iter().copied().find(|x| x * x > trace).unwrap_or(x[0])
}

/// matrix - eigenvalue as lower times upper triangle, rows swapped where that is steadier.
struct Factors {
    /// Rows of the upper triangle: on the diagonal, beside it, and one further.
    upper: Vec<[f64; 3]>,
    /// What row i + 1 loses of row i, and whether the two were swapped before.
    lower: Vec<(f64, bool)>,
}

impl Factors {
    fn of(matrix: &Tridiagonal, eigenvalue: f64) -> Result<Self, Error> {
        let n = matrix.diagonal.len();
        let beside = |i: usize| matrix.beside.get(i).copied().unwrap_or(0.0);
        let mut upper: Vec<[f64; 3]> = zeros("the tapers", n as u64)?;
        let mut lower = zeros("the tapers", n as u64 - 1)?;
        let mut row = [matrix.diagonal[0] - eigenvalue, beside(0), 0.0];
        for i in 0..n - 1 {
            let mut next = [beside(i), matrix.diagonal[i + 1] - eigenvalue, beside(i + 1)];
            let swapped = next[0].abs() > row[0].abs();
            if swapped {
                std::mem::swap(&mut row, &mut next);
            }
            let factor = next[0] / row[0];
            (upper[i], lower[i]) = (row, (factor, swapped));
            row = [next[1] - factor * row[1], next[2] - factor * row[2], 0.0];
        }
        upper[n - 1] = row;
        // an exact eigenvalue leaves 0, for which the rounding of the largest stands
        let tiny = f64::EPSILON * matrix.diagonal.iter().fold(1.0, |m: f64, d| m.max(d.abs()));
        if upper[n - 1][0].abs() < tiny {
            upper[n - 1][0] = tiny;
        }
        Ok(Self { upper, lower })
    }

    fn solve(&self, x: &mut [f64]) {
        for (i, (factor, swapped)) in self.lower.iter().enumerate() {
            if *swapped {
                x.swap(i, i + 1);
            }
            x[i + 1] -= factor * x[i];
        }
        for i in (0..x.len()).rev() {
            let later = |j: usize| x.get(i + j).copied().unwrap_or(0.0);
            x[i] = (x[i] - self.upper[i][1] * later(1) - self.upper[i][2] * later(2))
                / self.upper[i][0];
        }
    }
}
