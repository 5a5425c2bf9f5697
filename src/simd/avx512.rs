//! 512-bit registers, on x86-64 CPUs with AVX-512 F and DQ: sixteen cells in single, eight in double
//! precision.

use super::avx512_half::F32x8;
use super::register::register;
use super::{Isa, Lanes, Mask, Streams, PCG_MULTIPLIER};
use std::arch::x86_64::*;
use std::ops::{BitAnd, BitOr, Neg, Not};

/// Witness that this CPU has AVX-512 F and DQ, and AVX2 and FMA; see [`super::Backend`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Avx512(());

impl Avx512 {
    /// The witness, if the CPU has the instructions.
    pub fn detect() -> Option<Self> {
        let wide = std::is_x86_feature_detected!("avx512f")
            && std::is_x86_feature_detected!("avx512dq")
            && std::is_x86_feature_detected!("avx512vl");
        (super::avx2::Avx2::detect().is_some() && wide).then_some(Self(()))
    }
}

impl Isa for Avx512 {
    type Single = F32x16;
    type HalfSingle = F32x8;
    type Double = F64x8;
}

/// Runs intrinsics that only need the instructions.
macro_rules! avx512 {
    ($body:expr) => {{
        // Some intrinsics are safe where the instructions are enabled: for them `unsafe` is unused.
        // SAFETY: every value here descends from an `Avx512`, which exists only where the CPU has
        // AVX-512 F and DQ; memory is touched only through references to arrays of a row.
        #[allow(unused_unsafe)]
        unsafe {
            $body
        }
    }};
}

pub(super) use avx512;

/// The bits of sqrt(1/2): below it, a significand counts to the next lower power of two.
const SQRT_HALF_BITS: i64 = 0x3FE6_A09E_667F_3BCD;
pub(super) const SQRT_HALF_BITS_SINGLE: i32 = 0x3F35_04F3;

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
    fn raised_by(self, k: Self) -> Self {
        avx512!({
            let shifted = _mm512_slli_epi64::<52>(_mm512_castpd_si512(k.0));
            Self(_mm512_castsi512_pd(_mm512_add_epi64(_mm512_castpd_si512(self.0), shifted)))
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
    fn raised_by(self, k: Self) -> Self {
        avx512!({
            let shifted = _mm512_slli_epi32::<23>(_mm512_castps_si512(k.0));
            Self(_mm512_castsi512_ps(_mm512_add_epi32(_mm512_castps_si512(self.0), shifted)))
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

/// Steps eight generators; returns what they were.
#[inline(always)]
fn step_eight(state: &mut [u64; 8], increment: &[u64; 8]) -> __m512i {
    avx512!({
        let now = _mm512_loadu_si512(state.as_ptr().cast());
        let product = _mm512_mullo_epi64(now, _mm512_set1_epi64(PCG_MULTIPLIER as i64));
        let next = _mm512_add_epi64(product, _mm512_loadu_si512(increment.as_ptr().cast()));
        _mm512_storeu_si512(state.as_mut_ptr().cast(), next);
        now
    })
}

/// The low 32 bits of eight numbers and of eight more.
#[inline(always)]
fn low_halves(first: __m512i, second: __m512i) -> __m512i {
    avx512!({
        let even = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
        _mm512_permutex2var_epi32(first, even, second)
    })
}

/// The high 32 bits of eight numbers and of eight more.
#[inline(always)]
fn high_halves(first: __m512i, second: __m512i) -> __m512i {
    avx512!({
        let odd = _mm512_setr_epi32(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
        _mm512_permutex2var_epi32(first, odd, second)
    })
}

/// Bits 27 to 58 of a state and of the state 18 places lower, in its low half: what is then turned.
#[inline(always)]
fn word_of(now: __m512i) -> __m512i {
    let mixed = avx512!(_mm512_xor_si512(_mm512_srli_epi64::<18>(now), now));
    avx512!(_mm512_srli_epi64::<27>(mixed))
}

impl Streams for F32x16 {
    type Bits = __m512i;

    #[inline(always)]
    fn draw(_: Avx512, state: &mut [u64], increment: &[u64]) -> __m512i {
        let state: &mut [u64; 16] = state.first_chunk_mut().expect("a whole row");
        let increment: &[u64; 16] = increment.first_chunk().expect("a whole row");
        let ([first, second], []) = state.as_chunks_mut::<8>() else { unreachable!() };
        let ([plus_first, plus_second], []) = increment.as_chunks::<8>() else { unreachable!() };
        let (first, second) = (step_eight(first, plus_first), step_eight(second, plus_second));
        let turn = avx512!(_mm512_srli_epi32::<27>(high_halves(first, second)));
        avx512!(_mm512_rorv_epi32(low_halves(word_of(first), word_of(second)), turn))
    }
    #[inline(always)]
    fn magnitude(bits: __m512i) -> Self {
        let low = avx512!(_mm512_and_si512(bits, _mm512_set1_epi32(i32::MAX)));
        Self(avx512!(_mm512_cvtepi32_ps(low)))
    }
    #[inline(always)]
    fn either_side(bits: __m512i) -> Self {
        Self(avx512!(_mm512_cvtepi32_ps(_mm512_slli_epi32::<2>(bits))))
    }
    #[inline(always)]
    fn swapped_by(self, other: Self, bits: __m512i) -> (Self, Self) {
        let swap = Mask16(avx512!(_mm512_test_epi32_mask(bits, _mm512_set1_epi32(1 << 30))));
        (other.select(swap, self), self.select(swap, other))
    }
    #[inline(always)]
    fn signed_by(self, bits: __m512i) -> Self {
        let sign = avx512!(_mm512_and_si512(bits, _mm512_set1_epi32(i32::MIN)));
        Self(avx512!(_mm512_xor_ps(self.0, _mm512_castsi512_ps(sign))))
    }
}

/// The mask of a register: a bit per lane.
macro_rules! mask {
    ($(#[$doc:meta])* $name:ident($raw:ty) of $width:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name(pub(super) $raw);

        impl Mask for $name {
            const WIDTH: usize = $width;
            #[inline(always)]
            fn bits(self) -> u64 {
                u64::from(self.0)
            }
        }
        impl BitAnd for $name {
            type Output = Self;
            #[inline(always)]
            fn bitand(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }
        }
        impl BitOr for $name {
            type Output = Self;
            #[inline(always)]
            fn bitor(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }
        impl Not for $name {
            type Output = Self;
            #[inline(always)]
            fn not(self) -> Self {
                Self(!self.0)
            }
        }
    };
}
mask! {
    /// Eight truth values.
    Mask8(__mmask8) of 8
}
mask! {
    /// Sixteen truth values.
    Mask16(__mmask16) of 16
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
