//! Half a register of single precision, for the last cells of a population: a row of sixteen that
//! holds at most eight costs half as much.

use super::avx512::{avx512, Avx512, Mask8, SQRT_HALF_BITS_SINGLE};
use super::register::register;
use std::arch::x86_64::*;
use std::ops::Neg;

register! {
    /// Eight numbers, with the masks of AVX-512. Made only from an [`Avx512`] or from another such value.
    F32x8(__m256) of 8 f32, witness Avx512, mask Mask8, by avx512:
    splat _mm256_set1_ps, load _mm256_loadu_ps, store _mm256_storeu_ps,
    add _mm256_add_ps, sub _mm256_sub_ps, mul _mm256_mul_ps, div _mm256_div_ps,
    mul_add _mm256_fmadd_ps, sqrt _mm256_sqrt_ps, max _mm256_max_ps, min _mm256_min_ps;

    #[inline(always)]
    fn load_single(isa: Avx512, from: &[f32]) -> Self {
        Self::load(isa, from)
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self(avx512!(_mm256_andnot_ps(_mm256_set1_ps(-0.0), self.0)))
    }
    #[inline(always)]
    fn lt(self, other: Self) -> Mask8 {
        Mask8(avx512!(_mm256_cmp_ps_mask::<_CMP_LT_OQ>(self.0, other.0)))
    }
    #[inline(always)]
    fn le(self, other: Self) -> Mask8 {
        Mask8(avx512!(_mm256_cmp_ps_mask::<_CMP_LE_OQ>(self.0, other.0)))
    }
    #[inline(always)]
    fn not_lt(self, other: Self) -> Mask8 {
        Mask8(avx512!(_mm256_cmp_ps_mask::<_CMP_NLT_UQ>(self.0, other.0)))
    }
    #[inline(always)]
    fn select(self, mask: Mask8, other: Self) -> Self {
        Self(avx512!(_mm256_mask_blend_ps(mask.0, other.0, self.0)))
    }
    #[inline(always)]
    fn low_bits_as_exponent(self) -> Self {
        Self(avx512!(_mm256_castsi256_ps(_mm256_slli_epi32::<23>(_mm256_castps_si256(self.0)))))
    }
    #[inline(always)]
    fn raised_by(self, k: Self) -> Self {
        avx512!({
            let shifted = _mm256_slli_epi32::<23>(_mm256_castps_si256(k.0));
            Self(_mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(self.0), shifted)))
        })
    }
    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        avx512!({
            let bits = _mm256_castps_si256(self.0);
            let from_sqrt_half = _mm256_sub_epi32(bits, _mm256_set1_epi32(SQRT_HALF_BITS_SINGLE));
            let k = _mm256_srai_epi32::<23>(from_sqrt_half);
            let m = _mm256_sub_epi32(bits, _mm256_slli_epi32::<23>(k));
            (Self(_mm256_cvtepi32_ps(k)), Self(_mm256_castsi256_ps(m)))
        })
    }
}

impl Neg for F32x8 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(avx512!(_mm256_xor_ps(self.0, _mm256_set1_ps(-0.0))))
    }
}
