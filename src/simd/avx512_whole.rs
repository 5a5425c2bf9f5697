//! 512-bit registers: sixteen cells in single, eight in double precision.

use super::avx512::{avx512, Avx512, Mask16, Mask8};
use super::avx512_half::{F32x8, F64x4};
use super::float::{EIGHTHS, EIGHTHS_SINGLE, SQRT_HALF_BITS, SQRT_HALF_BITS_SINGLE};
use super::register::register;
use super::words::words;
use super::{Isa, Lanes, Streams};
use std::arch::x86_64::*;
use std::ops::Neg;

impl Isa for Avx512 {
    type Single = F32x16;
    type HalfSingle = F32x8;
    type Double = F64x8;
    type HalfDouble = F64x4;
}

register! {
    /// Eight numbers. Made only from an [`Avx512`] or from another such value.
    F64x8(__m512d) of 8 f64, witness Avx512, mask Mask8, by avx512:
    splat _mm512_set1_pd, load _mm512_loadu_pd, store _mm512_storeu_pd,
    add _mm512_add_pd, sub _mm512_sub_pd, mul _mm512_mul_pd, div _mm512_div_pd,
    mul_add _mm512_fmadd_pd, sqrt _mm512_sqrt_pd, max _mm512_max_pd, min _mm512_min_pd;

    #[inline(always)]
    fn load_single(_: Avx512, from: &[f32]) -> Self {
        let row: &[f32; 8] = from.first_chunk().expect("a whole row");
        Self(avx512!(_mm512_cvtps_pd(_mm256_loadu_ps(row.as_ptr()))))
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self(avx512!(_mm512_abs_pd(self.0)))
    }
    #[inline(always)]
    fn lt(self, other: Self) -> Mask8 {
        Mask8(avx512!(_mm512_cmp_pd_mask::<_CMP_LT_OQ>(self.0, other.0)))
    }
    #[inline(always)]
    fn le(self, other: Self) -> Mask8 {
        Mask8(avx512!(_mm512_cmp_pd_mask::<_CMP_LE_OQ>(self.0, other.0)))
    }
    #[inline(always)]
    fn not_lt(self, other: Self) -> Mask8 {
        Mask8(avx512!(_mm512_cmp_pd_mask::<_CMP_NLT_UQ>(self.0, other.0)))
    }
    #[inline(always)]
    fn select(self, mask: Mask8, other: Self) -> Self {
        Self(avx512!(_mm512_mask_blend_pd(mask.0, other.0, self.0)))
    }
    #[inline(always)]
    fn low_bits_as_exponent(self) -> Self {
        Self(avx512!(_mm512_castsi512_pd(_mm512_slli_epi64::<52>(_mm512_castpd_si512(self.0)))))
    }
    #[inline(always)]
    fn power_of_eighths(self) -> Self {
        avx512!({
            let n = _mm512_castpd_si512(self.0);
            let table = _mm512_loadu_si512(EIGHTHS.as_ptr().cast());
            let entry = _mm512_permutexvar_epi64(n, table); // by the last three bits
            let power = _mm512_add_epi64(entry, _mm512_slli_epi64::<49>(n));
            Self(_mm512_castsi512_pd(power))
        })
    }
    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        avx512!({
            let bits = _mm512_castpd_si512(self.0);
            let from_sqrt_half = _mm512_sub_epi64(bits, _mm512_set1_epi64(SQRT_HALF_BITS));
            let k = _mm512_srai_epi64::<52>(from_sqrt_half);
            let m = _mm512_sub_epi64(bits, _mm512_slli_epi64::<52>(k));
            (Self(_mm512_cvtepi64_pd(k)), Self(_mm512_castsi512_pd(m)))
        })
    }
}

register! {
    /// Sixteen numbers. Made only from an [`Avx512`] or from another such value.
    F32x16(__m512) of 16 f32, witness Avx512, mask Mask16, by avx512:
    splat _mm512_set1_ps, load _mm512_loadu_ps, store _mm512_storeu_ps,
    add _mm512_add_ps, sub _mm512_sub_ps, mul _mm512_mul_ps, div _mm512_div_ps,
    mul_add _mm512_fmadd_ps, sqrt _mm512_sqrt_ps, max _mm512_max_ps, min _mm512_min_ps;

    #[inline(always)]
    fn load_single(isa: Avx512, from: &[f32]) -> Self {
        Self::load(isa, from)
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self(avx512!(_mm512_abs_ps(self.0)))
    }
    #[inline(always)]
    fn lt(self, other: Self) -> Mask16 {
        Mask16(avx512!(_mm512_cmp_ps_mask::<_CMP_LT_OQ>(self.0, other.0)))
    }
    #[inline(always)]
    fn le(self, other: Self) -> Mask16 {
        Mask16(avx512!(_mm512_cmp_ps_mask::<_CMP_LE_OQ>(self.0, other.0)))
    }
    #[inline(always)]
    fn not_lt(self, other: Self) -> Mask16 {
        Mask16(avx512!(_mm512_cmp_ps_mask::<_CMP_NLT_UQ>(self.0, other.0)))
    }
    #[inline(always)]
    fn select(self, mask: Mask16, other: Self) -> Self {
        Self(avx512!(_mm512_mask_blend_ps(mask.0, other.0, self.0)))
    }
    #[inline(always)]
    fn low_bits_as_exponent(self) -> Self {
        Self(avx512!(_mm512_castsi512_ps(_mm512_slli_epi32::<23>(_mm512_castps_si512(self.0)))))
    }
    #[inline(always)]
    fn power_of_eighths(self) -> Self {
        avx512!({
            let n = _mm512_castps_si512(self.0);
            let table = _mm512_broadcast_i64x4(_mm256_loadu_si256(EIGHTHS_SINGLE.as_ptr().cast()));
            let entry = _mm512_permutexvar_epi32(n, table); // by the last four bits, of two equal halves
            let power = _mm512_add_epi32(entry, _mm512_slli_epi32::<20>(n));
            Self(_mm512_castsi512_ps(power))
        })
    }
    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        avx512!({
            let bits = _mm512_castps_si512(self.0);
            let from_sqrt_half = _mm512_sub_epi32(bits, _mm512_set1_epi32(SQRT_HALF_BITS_SINGLE));
            let k = _mm512_srai_epi32::<23>(from_sqrt_half);
            let m = _mm512_sub_epi32(bits, _mm512_slli_epi32::<23>(k));
            (Self(_mm512_cvtepi32_ps(k)), Self(_mm512_castsi512_ps(m)))
        })
    }
}

words! {
    /// Sixteen words.
    U32x16(__m512i) of 16, witness Avx512, by avx512:
    load |from| _mm512_loadu_si512(from.cast()), store |to, words| _mm512_storeu_si512(to.cast(), words),
    add _mm512_add_epi32, xor _mm512_xor_si512,
    shifted_left |words, by| _mm512_sllv_epi32(words, _mm512_set1_epi32(by as i32)),
    turned_left |words, by| _mm512_rolv_epi32(words, _mm512_set1_epi32(by as i32))
}

impl Streams for F32x16 {
    type Bits = U32x16;

    #[inline(always)]
    fn magnitude(U32x16(bits): U32x16) -> Self {
        let low = avx512!(_mm512_and_si512(bits, _mm512_set1_epi32(i32::MAX)));
        Self(avx512!(_mm512_cvtepi32_ps(low)))
    }
    #[inline(always)]
    fn centred(U32x16(bits): U32x16) -> Self {
        avx512!({
            // the significand of a number from 1 to 2
            let low = _mm512_and_si512(_mm512_srli_epi32::<7>(bits), _mm512_set1_epi32(0x7F_FFFF));
            let from_one = _mm512_or_si512(low, _mm512_set1_epi32(0x3F80_0000));
            Self(_mm512_sub_ps(_mm512_castsi512_ps(from_one), _mm512_set1_ps(1.5)))
        })
    }
    #[inline(always)]
    fn swapped_by(self, other: Self, U32x16(bits): U32x16) -> (Self, Self) {
        let swap = Mask16(avx512!(_mm512_test_epi32_mask(bits, _mm512_set1_epi32(1 << 30))));
        (other.select(swap, self), self.select(swap, other))
    }
    #[inline(always)]
    fn signed_by(self, U32x16(bits): U32x16) -> Self {
        let sign = avx512!(_mm512_and_si512(bits, _mm512_set1_epi32(i32::MIN)));
        Self(avx512!(_mm512_xor_ps(self.0, _mm512_castsi512_ps(sign))))
    }
}

impl Neg for F64x8 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(avx512!(_mm512_xor_pd(self.0, _mm512_set1_pd(-0.0))))
    }
}

impl Neg for F32x16 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(avx512!(_mm512_xor_ps(self.0, _mm512_set1_ps(-0.0))))
    }
}
