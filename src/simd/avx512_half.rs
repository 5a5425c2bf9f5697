//! Half a register, for the last cells of a population: a row of sixteen that holds at most eight, in double
//! precision at most four, costs half as much.

use super::avx512::{avx512, Avx512, Mask4, Mask8};
use super::float::{EIGHTHS, EIGHTHS_SINGLE, SQRT_HALF_BITS, SQRT_HALF_BITS_SINGLE};
use super::register::register;
use super::words::words;
use super::{Lanes, Streams};
use std::arch::x86_64::*;
use std::ops::Neg;

register! {
    /// Four numbers, with the masks of AVX-512. Made only from an [`Avx512`] or from another such value.
    F64x4(__m256d) of 4 f64, witness Avx512, mask Mask4, by avx512:
    splat _mm256_set1_pd, load _mm256_loadu_pd, store _mm256_storeu_pd,
    add _mm256_add_pd, sub _mm256_sub_pd, mul _mm256_mul_pd, div _mm256_div_pd,
    mul_add _mm256_fmadd_pd, sqrt _mm256_sqrt_pd, max _mm256_max_pd, min _mm256_min_pd;

    #[inline(always)]
    fn load_single(_: Avx512, from: &[f32]) -> Self {
        let row: &[f32; 4] = from.first_chunk().expect("a whole row");
        Self(avx512!(_mm256_cvtps_pd(_mm_loadu_ps(row.as_ptr()))))
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self(avx512!(_mm256_andnot_pd(_mm256_set1_pd(-0.0), self.0)))
    }
    #[inline(always)]
    fn lt(self, other: Self) -> Mask4 {
        Mask4(avx512!(_mm256_cmp_pd_mask::<_CMP_LT_OQ>(self.0, other.0)))
    }
    #[inline(always)]
    fn le(self, other: Self) -> Mask4 {
        Mask4(avx512!(_mm256_cmp_pd_mask::<_CMP_LE_OQ>(self.0, other.0)))
    }
    #[inline(always)]
    fn not_lt(self, other: Self) -> Mask4 {
        Mask4(avx512!(_mm256_cmp_pd_mask::<_CMP_NLT_UQ>(self.0, other.0)))
    }
    #[inline(always)]
    fn select(self, mask: Mask4, other: Self) -> Self {
        Self(avx512!(_mm256_mask_blend_pd(mask.0, other.0, self.0)))
    }
    #[inline(always)]
    fn low_bits_as_exponent(self) -> Self {
        Self(avx512!(_mm256_castsi256_pd(_mm256_slli_epi64::<52>(_mm256_castpd_si256(self.0)))))
    }
    #[inline(always)]
    fn power_of_eighths(self) -> Self {
        avx512!({
            let n = _mm256_castpd_si256(self.0);
            let [low, high] = [&EIGHTHS[..4], &EIGHTHS[4..]];
            let low = _mm256_loadu_si256(low.as_ptr().cast());
            let high = _mm256_loadu_si256(high.as_ptr().cast());
            let entry = _mm256_permutex2var_epi64(low, n, high); // by the last three bits
            let power = _mm256_add_epi64(entry, _mm256_slli_epi64::<49>(n));
            Self(_mm256_castsi256_pd(power))
        })
    }
    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        avx512!({
            let bits = _mm256_castpd_si256(self.0);
            let from_sqrt_half = _mm256_sub_epi64(bits, _mm256_set1_epi64x(SQRT_HALF_BITS));
            let k = _mm256_srai_epi64::<52>(from_sqrt_half);
            let m = _mm256_sub_epi64(bits, _mm256_slli_epi64::<52>(k));
            (Self(_mm256_cvtepi64_pd(k)), Self(_mm256_castsi256_pd(m)))
        })
    }
}

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
    fn power_of_eighths(self) -> Self {
        avx512!({
            let n = _mm256_castps_si256(self.0);
            let table = _mm256_loadu_si256(EIGHTHS_SINGLE.as_ptr().cast());
            let entry = _mm256_permutevar8x32_epi32(table, n); // by the last three bits
            let power = _mm256_add_epi32(entry, _mm256_slli_epi32::<20>(n));
            Self(_mm256_castsi256_ps(power))
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

words! {
    /// Eight words.
    U32x8(__m256i) of 8, witness Avx512, by avx512:
    load |from| _mm256_loadu_si256(from.cast()), store |to, words| _mm256_storeu_si256(to.cast(), words),
    add _mm256_add_epi32, xor _mm256_xor_si256,
    shifted_left |words, by| _mm256_sllv_epi32(words, _mm256_set1_epi32(by as i32)),
    turned_left |words, by| _mm256_rolv_epi32(words, _mm256_set1_epi32(by as i32))
}

impl Streams for F32x8 {
    type Bits = U32x8;

    #[inline(always)]
    fn magnitude(U32x8(bits): U32x8) -> Self {
        let low = avx512!(_mm256_and_si256(bits, _mm256_set1_epi32(i32::MAX)));
        Self(avx512!(_mm256_cvtepi32_ps(low)))
    }
    #[inline(always)]
    fn centred(U32x8(bits): U32x8) -> Self {
        avx512!({
            // the significand of a number from 1 to 2
            let low = _mm256_and_si256(_mm256_srli_epi32::<7>(bits), _mm256_set1_epi32(0x7F_FFFF));
            let from_one = _mm256_or_si256(low, _mm256_set1_epi32(0x3F80_0000));
            Self(_mm256_sub_ps(_mm256_castsi256_ps(from_one), _mm256_set1_ps(1.5)))
        })
    }
    #[inline(always)]
    fn swapped_by(self, other: Self, U32x8(bits): U32x8) -> (Self, Self) {
        let swap = Mask8(avx512!(_mm256_test_epi32_mask(bits, _mm256_set1_epi32(1 << 30))));
        (other.select(swap, self), self.select(swap, other))
    }
    #[inline(always)]
    fn signed_by(self, U32x8(bits): U32x8) -> Self {
        let sign = avx512!(_mm256_and_si256(bits, _mm256_set1_epi32(i32::MIN)));
        Self(avx512!(_mm256_xor_ps(self.0, _mm256_castsi256_ps(sign))))
    }
}

impl Neg for F32x8 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(avx512!(_mm256_xor_ps(self.0, _mm256_set1_ps(-0.0))))
    }
}

impl Neg for F64x4 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(avx512!(_mm256_xor_pd(self.0, _mm256_set1_pd(-0.0))))
    }
}
