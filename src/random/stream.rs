//! One stream a purpose: PCG64 seeded by a hash of the network's seed and the purpose's names.

use crate::simd::math;
use rand_pcg::rand_core::RngCore;
use rand_pcg::Pcg64;

/// A 64-bit key of `seed` and `names`: FNV-1a over both, then a finaliser that mixes all bits.
pub fn key(seed: u64, names: &[&str]) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01B3;
    let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(PRIME);
    let mut hash = seed.to_le_bytes().into_iter().fold(0xCBF2_9CE4_8422_2325, fold);
    for name in names {
        // a byte that no UTF-8 text holds keeps ["ab", "c"] apart from ["a", "bc"]
        hash = name.bytes().chain([0xFF]).fold(hash, fold);
    }
    mixed(hash)
}

/// Bijection of 64 bits in which every input bit reaches every output bit (Stafford 2011, mix 13).
pub(super) fn mixed(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// A sequence of draws for building a network; the same on every platform.
pub struct Stream(Pcg64);

impl Stream {
    /// The stream that serves `names` under `seed`.
    pub fn named(seed: u64, names: &[&str]) -> Self {
        Self::keyed(key(seed, names))
    }

    fn keyed(low: u64) -> Self {
        let wide =
            |low: u64| (u128::from(mixed(low ^ 0x9E37_79B9_7F4A_7C15)) << 64) | u128::from(low);
        Self(Pcg64::new(wide(low), wide(mixed(low))))
    }

    /// The stream of one number under a key: for draws that are made one by one, with no state between them.
    pub fn numbered(key: u64, number: u64) -> Self {
        Self::keyed(mixed(key ^ mixed(number)))
    }

    /// A whole number from 0 to `n` - 1, each as likely (Lemire 2019, ACM TOMACS 29:3); 0 for `n` = 0.
    pub fn below(&mut self, n: u64) -> u64 {
        let mut product = u128::from(self.0.next_u64()) * u128::from(n);
        if (product as u64) < n {
            let unfair = n.wrapping_neg() % n;
            while (product as u64) < unfair {
                product = u128::from(self.0.next_u64()) * u128::from(n);
            }
        }
        (product >> 64) as u64
    }

    /// Uniform in the open interval (0, 1), on a grid of 2^-53.
    pub fn unit(&mut self) -> f64 {
        ((self.0.next_u64() >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0
    }

    /// Failures before the next success of trials that succeed with probability `p` < 1.
    pub fn gap(&mut self, p: f64) -> u64 {
        let failures = math::ln(self.unit()) / math::ln(1.0 - p);
        if p > 0.0 && failures < 9e18 {
            failures as u64
        } else {
            u64::MAX
        }
    }

    /// Standard normal (Box & Muller 1958, Ann Math Stat 29:610-611).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * math::ln(self.unit())).sqrt();
        radius * math::sin_cos_turns(self.unit()).1
    }

    /// Gamma-distributed with this shape, at least 1, and scale 1 (Marsaglia & Tsang 2000, ACM TOMS 26:363-372).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x) * (1.0 + c * x) * (1.0 + c * x);
            if v > 0.0 && math::ln(self.unit()) < 0.5 * x * x + d * (1.0 - v + math::ln(v)) {
                return d * v;
            }
        }
    }

    /// Standard normal, drawn again beyond 3 standard deviations.
    pub fn truncated_normal(&mut self) -> f64 {
        loop {
            let z = self.normal();
            if z.abs() <= 3.0 {
                return z;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_not_run_together() {
        assert_ne!(key(1, &["ab", "c"]), key(1, &["a", "bc"]));
        assert_ne!(key(1, &["ab"]), key(2, &["ab"]));
    }

    #[test]
    fn below_is_uniform_by_chi_squared() {
        let mut stream = Stream::named(1, &["test"]);
        let mut counts = [0.0; 7];
        (0..70_000).for_each(|_| counts[stream.below(7) as usize] += 1.0);
        let chi2: f64 = counts.iter().map(|n: &f64| (n - 1e4).powi(2) / 1e4).sum();
        assert!(chi2 < 22.46, "6 degrees of freedom, p = 0.001: {chi2}");
        assert_eq!(stream.below(1), 0);
        assert_eq!(stream.below(0), 0);
    }

    #[test]
    fn gammas_have_the_moments_of_their_shape() {
        for shape in [1.0, 4.0, 25.0, 1e6] {
            let n = 100_000;
            let x: Vec<f64> = (0..n).map(|k| Stream::numbered(7, k).gamma(shape)).collect();
            let mean = x.iter().sum::<f64>() / n as f64;
            let moment = |p: i32| x.iter().map(|x| (x - mean).powi(p)).sum::<f64>() / n as f64;
            let error = (mean - shape).abs() / (shape / n as f64).sqrt();
            assert!(error < 4.0, "shape {shape}: mean {mean}");
            // variance is the shape, its own about 2 shape^2 + 6 shape; skewness is 2/sqrt(shape)
            let error = (moment(2) - shape).abs() / ((2.0 * shape + 6.0) * shape / n as f64).sqrt();
            assert!(error < 4.0, "shape {shape}: variance {}", moment(2));
            let skewness = moment(3) / moment(2).powf(1.5);
            assert!((skewness - 2.0 / shape.sqrt()).abs() < 0.15, "shape {shape}: {skewness}");
        }
    }

    #[test]
    fn normals_have_the_moments_of_a_gaussian() {
        let mut stream = Stream::named(7, &["test"]);
        let z: Vec<f64> = (0..200_000).map(|_| stream.normal()).collect();
        let moment = |p: i32| z.iter().map(|z| z.powi(p)).sum::<f64>() / z.len() as f64;
        for (p, expected, sampling_sd) in
            [(1, 0.0, 1.0), (2, 1.0, 2.0_f64.sqrt()), (4, 3.0, 96_f64.sqrt())]
        {
            let error = (moment(p) - expected).abs() * (z.len() as f64).sqrt() / sampling_sd;
            assert!(error < 4.0, "moment {p}: {error} standard errors");
        }
    }
}
