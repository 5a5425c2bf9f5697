//! Four cells at a time, in double precision, on CPUs with AVX2 and FMA.

use super::{Lanes, Mask, Words};
use std::arch::x86_64::*;
use std::ops::{Add, BitAnd, BitOr, Div, Mul, Neg, Not, Sub};

/// Witness that this CPU has AVX2 and FMA; see [`super::Backend`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Avx2(());

impl Avx2 {
    /// The witness, if the CPU has the instructions.
    pub fn detect() -> Option<Self> {
        (std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("fma"))
            .then_some(Self(()))
    }
}

/// Four numbers. Made only from an [`Avx2`] or from another such value.
#[derive(Clone, Copy)]
pub struct F64x4(__m256d);

/// Four truth values, each all ones or all zeros.
#[derive(Clone, Copy)]
pub struct Mask64x4(__m256d);

/// Four 64-bit words.
#[derive(Clone, Copy)]
pub struct U64x4(__m256i);

/// Runs intrinsics that only need the instructions.
macro_rules! avx2 {
    ($body:expr) => {{
        // SAFETY: every value here descends from an `Avx2`, which exists only where the CPU has AVX2
        // and FMA; memory is touched only through references to arrays of four.
        unsafe { $body }
    }};
}

/// The first four of a slice.
#[inline(always)]
fn four<T>(from: &[T]) -> &[T; 4] {
    from.first_chunk().expect("a row has four lanes")
}

/// 1.5 * 2^52: adding it leaves a whole number in the low bits of the significand.
const MAGIC: f64 = 6755399441055744.0;
/// The bits of sqrt(1/2), as the scalar backend has them.
const SQRT_HALF_BITS: i64 = 0x3FE6_A09E_667F_3BCD;
/// 2^52, whose low bits are free for a 32-bit number.
const TWO_TO_52: f64 = 4503599627370496.0;

impl Lanes for F64x4 {
    type Isa = Avx2;
    type Scalar = f64;
    type Mask = Mask64x4;
    type Words = U64x4;
    const WIDTH: usize = 4;

    #[inline(always)]
    fn splat(_: Avx2, x: f64) -> Self {
        Self(avx2!(_mm256_set1_pd(x)))
    }
    #[inline(always)]
    fn like(self, x: f64) -> Self {
        Self(avx2!(_mm256_set1_pd(x)))
    }
    #[inline(always)]
    fn load(_: Avx2, from: &[f64]) -> Self {
        Self(avx2!(_mm256_loadu_pd(four(from).as_ptr())))
    }
    #[inline(always)]
    fn store(self, to: &mut [f64]) {
        let to: &mut [f64; 4] = to.first_chunk_mut().expect("a row has four lanes");
        avx2!(_mm256_storeu_pd(to.as_mut_ptr(), self.0));
    }
    #[inline(always)]
    fn mul_add(self, a: Self, b: Self) -> Self {
        Self(avx2!(_mm256_fmadd_pd(self.0, a.0, b.0)))
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        Self(avx2!(_mm256_sqrt_pd(self.0)))
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self(avx2!(_mm256_andnot_pd(_mm256_set1_pd(-0.0), self.0)))
    }
    #[inline(always)]
    fn lt(self, other: Self) -> Mask64x4 {
        Mask64x4(avx2!(_mm256_cmp_pd::<_CMP_LT_OQ>(self.0, other.0)))
    }
    #[inline(always)]
    fn select(self, mask: Mask64x4, other: Self) -> Self {
        Self(avx2!(_mm256_blendv_pd(other.0, self.0, mask.0)))
    }
    #[inline(always)]
    fn round(self) -> Self {
        (self + MAGIC) - MAGIC
    }
    #[inline(always)]
    fn exp2_whole(self) -> Self {
        let biased = self + (MAGIC + 1023.0);
        Self(avx2!(_mm256_castsi256_pd(_mm256_slli_epi64::<52>(_mm256_castpd_si256(biased.0)))))
    }
    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        avx2!({
            let bits = _mm256_castpd_si256(self.0);
            let from_sqrt_half = _mm256_sub_epi64(bits, _mm256_set1_epi64x(SQRT_HALF_BITS));
            // the exponent's 12 bits, their sign bit flipped so that they count up from 0
            let raised =
                _mm256_xor_si256(_mm256_srli_epi64::<52>(from_sqrt_half), _mm256_set1_epi64x(2048));
            let counted = _mm256_or_si256(raised, _mm256_castpd_si256(_mm256_set1_pd(TWO_TO_52)));
            let k = Self(_mm256_castsi256_pd(counted)) - (TWO_TO_52 + 2048.0);
            let whole = _mm256_slli_epi64::<52>(_mm256_srli_epi64::<52>(from_sqrt_half));
            (k, Self(_mm256_castsi256_pd(_mm256_sub_epi64(bits, whole))))
        })
    }
}

impl Words for U64x4 {
    type Floats = F64x4;

    #[inline(always)]
    fn load(_: Avx2, from: &[u64]) -> Self {
        Self(avx2!(_mm256_loadu_si256(four(from).as_ptr().cast())))
    }
    #[inline(always)]
    fn store(self, to: &mut [u64]) {
        let to: &mut [u64; 4] = to.first_chunk_mut().expect("a row has four lanes");
        avx2!(_mm256_storeu_si256(to.as_mut_ptr().cast(), self.0));
    }
    #[inline(always)]
    fn congruential(self, multiplier: u64, increment: Self) -> Self {
        Self(avx2!({
            let m = _mm256_set1_epi64x(multiplier as i64);
            let (high, m_high) = (_mm256_srli_epi64::<32>(self.0), _mm256_srli_epi64::<32>(m));
            let low = _mm256_mul_epu32(self.0, m);
            let cross =
                _mm256_add_epi64(_mm256_mul_epu32(high, m), _mm256_mul_epu32(self.0, m_high));
            let product = _mm256_add_epi64(low, _mm256_slli_epi64::<32>(cross));
            _mm256_add_epi64(product, increment.0)
        }))
    }
    #[inline(always)]
    fn xsh_rr(self) -> Self {
        Self(avx2!({
            let low_half = _mm256_set1_epi64x(0xFFFF_FFFF);
            let shifted = _mm256_xor_si256(_mm256_srli_epi64::<18>(self.0), self.0);
            let word = _mm256_and_si256(_mm256_srli_epi64::<27>(shifted), low_half);
            let right = _mm256_srli_epi64::<59>(self.0);
            let left = _mm256_sub_epi64(_mm256_set1_epi64x(32), right);
            let turned =
                _mm256_or_si256(_mm256_srlv_epi64(word, right), _mm256_sllv_epi64(word, left));
            _mm256_and_si256(turned, low_half)
        }))
    }
    #[inline(always)]
    fn unit_interval(self) -> F64x4 {
        const TWO_TO_MINUS_32: f64 = 1.0 / 4294967296.0;
        let offset = avx2!({
            let low_half = _mm256_and_si256(self.0, _mm256_set1_epi64x(0xFFFF_FFFF));
            let base = _mm256_castpd_si256(_mm256_set1_pd(TWO_TO_52));
            _mm256_castsi256_pd(_mm256_or_si256(low_half, base))
        });
        (F64x4(offset) - TWO_TO_52 + 0.5) * TWO_TO_MINUS_32
    }
}

impl Mask for Mask64x4 {
    #[inline(always)]
    fn bits(self) -> u64 {
        avx2!(_mm256_movemask_pd(self.0)) as u64
    }
}

/// An operator that is one intrinsic.
macro_rules! operator {
    ($of:ty, $operator:ident, $method:ident, $intrinsic:ident) => {
        impl $operator for $of {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(avx2!($intrinsic(self.0, other.0)))
            }
        }
    };
}
operator!(F64x4, Add, add, _mm256_add_pd);
operator!(F64x4, Sub, sub, _mm256_sub_pd);
operator!(F64x4, Mul, mul, _mm256_mul_pd);
operator!(F64x4, Div, div, _mm256_div_pd);
operator!(Mask64x4, BitAnd, bitand, _mm256_and_pd);
operator!(Mask64x4, BitOr, bitor, _mm256_or_pd);

/// The same operator with one number for all lanes.
macro_rules! with_number {
    ($operator:ident, $method:ident) => {
        impl $operator<f64> for F64x4 {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: f64) -> Self {
                self.$method(self.like(other))
            }
        }
    };
}
with_number!(Add, add);
with_number!(Sub, sub);
with_number!(Mul, mul);

impl Neg for F64x4 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(avx2!(_mm256_xor_pd(self.0, _mm256_set1_pd(-0.0))))
    }
}

impl Not for Mask64x4 {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        let ones = avx2!(_mm256_castsi256_pd(_mm256_set1_epi64x(-1)));
        Self(avx2!(_mm256_xor_pd(self.0, ones)))
    }
}
