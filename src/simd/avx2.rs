//! 256-bit registers, on x86-64 CPUs with AVX2, FMA and POPCNT: eight cells in single, four in double precision.

use super::float::{EIGHTHS, EIGHTHS_SINGLE, SQRT_HALF_BITS, SQRT_HALF_BITS_SINGLE};
use super::pair::Pair;
use super::register::{operator, register};
use super::words::words;
use super::{Isa, Lanes, Mask, Streams};
use std::arch::{is_x86_feature_detected, x86_64::*};
use std::ops::{Neg, Not};

/// Witness that this CPU has AVX2, FMA and POPCNT; see [`super::Backend`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Avx2(());

impl Avx2 {
    /// The witness, if the CPU has the instructions.
    pub fn detect() -> Option<Self> {
        let has_both = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
        (has_both && is_x86_feature_detected!("popcnt")).then_some(Self(()))
    }
}

impl Isa for Avx2 {
    type Single = Pair<F32x8>;
    type HalfSingle = F32x8;
    type Double = F64x4;
    type HalfDouble = F64x4;
}

/// Runs intrinsics that only need the instructions.
macro_rules! avx2 {
    ($body:expr) => {{
        // Some intrinsics are safe where the instructions are enabled: for them `unsafe` is unused.
        // SAFETY: every value here descends from an `Avx2`, which exists only where the CPU has AVX2
        // and FMA; memory is touched only through references to arrays of a row.
        #[allow(unused_unsafe)]
        unsafe {
            $body
        }
    }};
}

/// Four truth values, each all ones or all zeros.
#[derive(Clone, Copy)]
pub struct Mask64x4(__m256d);

/// Eight truth values, each all ones or all zeros.
#[derive(Clone, Copy)]
pub struct Mask32x8(__m256);

/// 2^52, whose low bits are free for a 32-bit number.
const TWO_TO_52: f64 = 4503599627370496.0;

/// The low or the high half of each of [`EIGHTHS`].
const fn half_of_eighths(shift: u32) -> [u32; 8] {
    let (mut half, mut place) = ([0; 8], 0);
    while place < 8 {
        half[place] = (EIGHTHS[place] >> shift) as u32;
        place += 1;
    }
    half
}
const EIGHTHS_LOW: [u32; 8] = half_of_eighths(0);
const EIGHTHS_HIGH: [u32; 8] = half_of_eighths(32);

register! {
    /// Four numbers. Made only from an [`Avx2`] or from another such value.
    F64x4(__m256d) of 4 f64, witness Avx2, mask Mask64x4, by avx2:
    splat _mm256_set1_pd, load _mm256_loadu_pd, store _mm256_storeu_pd,
    add _mm256_add_pd, sub _mm256_sub_pd, mul _mm256_mul_pd, div _mm256_div_pd,
    mul_add _mm256_fmadd_pd, sqrt _mm256_sqrt_pd, max _mm256_max_pd, min _mm256_min_pd;

    #[inline(always)]
    fn load_single(_: Avx2, from: &[f32]) -> Self {
        let row: &[f32; 4] = from.first_chunk().expect("a whole row");
        Self(avx2!(_mm256_cvtps_pd(_mm_loadu_ps(row.as_ptr()))))
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
    fn le(self, other: Self) -> Mask64x4 {
        Mask64x4(avx2!(_mm256_cmp_pd::<_CMP_LE_OQ>(self.0, other.0)))
    }
    #[inline(always)]
    fn not_lt(self, other: Self) -> Mask64x4 {
        Mask64x4(avx2!(_mm256_cmp_pd::<_CMP_NLT_UQ>(self.0, other.0)))
    }
    #[inline(always)]
    fn select(self, mask: Mask64x4, other: Self) -> Self {
        Self(avx2!(_mm256_blendv_pd(other.0, self.0, mask.0)))
    }
    #[inline(always)]
    fn low_bits_as_exponent(self) -> Self {
        Self(avx2!(_mm256_castsi256_pd(_mm256_slli_epi64::<52>(_mm256_castpd_si256(self.0)))))
    }
    #[inline(always)]
    fn power_of_eighths(self) -> Self {
        avx2!({
            let n = _mm256_castpd_si256(self.0);
            let [low, high] = [EIGHTHS_LOW, EIGHTHS_HIGH].map(|half| _mm256_loadu_si256(half.as_ptr().cast()));
            // either half of an entry by the last three bits, which lie in the low half of n
            let place = _mm256_shuffle_epi32::<0b10_10_00_00>(n);
            let (low, high) = (_mm256_permutevar8x32_epi32(low, place), _mm256_permutevar8x32_epi32(high, place));
            let entry = _mm256_blend_epi32::<0b10101010>(low, high);
            Self(_mm256_castsi256_pd(_mm256_add_epi64(entry, _mm256_slli_epi64::<49>(n))))
        })
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

register! {
    /// Eight numbers. Made only from an [`Avx2`] or from another such value.
    F32x8(__m256) of 8 f32, witness Avx2, mask Mask32x8, by avx2:
    splat _mm256_set1_ps, load _mm256_loadu_ps, store _mm256_storeu_ps,
    add _mm256_add_ps, sub _mm256_sub_ps, mul _mm256_mul_ps, div _mm256_div_ps,
    mul_add _mm256_fmadd_ps, sqrt _mm256_sqrt_ps, max _mm256_max_ps, min _mm256_min_ps;

    #[inline(always)]
    fn load_single(isa: Avx2, from: &[f32]) -> Self {
        Self::load(isa, from)
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self(avx2!(_mm256_andnot_ps(_mm256_set1_ps(-0.0), self.0)))
    }
    #[inline(always)]
    fn lt(self, other: Self) -> Mask32x8 {
        Mask32x8(avx2!(_mm256_cmp_ps::<_CMP_LT_OQ>(self.0, other.0)))
    }
    #[inline(always)]
    fn le(self, other: Self) -> Mask32x8 {
        Mask32x8(avx2!(_mm256_cmp_ps::<_CMP_LE_OQ>(self.0, other.0)))
    }
    #[inline(always)]
    fn not_lt(self, other: Self) -> Mask32x8 {
        Mask32x8(avx2!(_mm256_cmp_ps::<_CMP_NLT_UQ>(self.0, other.0)))
    }
    #[inline(always)]
    fn select(self, mask: Mask32x8, other: Self) -> Self {
        Self(avx2!(_mm256_blendv_ps(other.0, self.0, mask.0)))
    }
    #[inline(always)]
    fn low_bits_as_exponent(self) -> Self {
        Self(avx2!(_mm256_castsi256_ps(_mm256_slli_epi32::<23>(_mm256_castps_si256(self.0)))))
    }
    #[inline(always)]
    fn power_of_eighths(self) -> Self {
        avx2!({
            let n = _mm256_castps_si256(self.0);
            let table = _mm256_loadu_si256(EIGHTHS_SINGLE.as_ptr().cast());
            let entry = _mm256_permutevar8x32_epi32(table, n); // by the last three bits
            let power = _mm256_add_epi32(entry, _mm256_slli_epi32::<20>(n));
            Self(_mm256_castsi256_ps(power))
        })
    }
    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        avx2!({
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
    U32x8(__m256i) of 8, witness Avx2, by avx2:
    load |from| _mm256_loadu_si256(from.cast()), store |to, words| _mm256_storeu_si256(to.cast(), words),
    add _mm256_add_epi32, xor _mm256_xor_si256,
    shifted_left |words, by| _mm256_sllv_epi32(words, _mm256_set1_epi32(by as i32)),
    turned_left |words, by| {
        let (left, right) = (_mm256_set1_epi32(by as i32), _mm256_set1_epi32(32 - by as i32));
        _mm256_or_si256(_mm256_sllv_epi32(words, left), _mm256_srlv_epi32(words, right))
    }
}

impl Streams for F32x8 {
    type Bits = U32x8;

    #[inline(always)]
    fn magnitude(U32x8(bits): U32x8) -> Self {
        let low = avx2!(_mm256_and_si256(bits, _mm256_set1_epi32(i32::MAX)));
        Self(avx2!(_mm256_cvtepi32_ps(low)))
    }
    #[inline(always)]
    fn centred(U32x8(bits): U32x8) -> Self {
        avx2!({
            // the significand of a number from 1 to 2
            let low = _mm256_and_si256(_mm256_srli_epi32::<7>(bits), _mm256_set1_epi32(0x7F_FFFF));
            let from_one = _mm256_or_si256(low, _mm256_set1_epi32(0x3F80_0000));
            Self(_mm256_sub_ps(_mm256_castsi256_ps(from_one), _mm256_set1_ps(1.5)))
        })
    }
    #[inline(always)]
    fn swapped_by(self, other: Self, U32x8(bits): U32x8) -> (Self, Self) {
        let swap = Mask32x8(avx2!(_mm256_castsi256_ps(_mm256_slli_epi32::<1>(bits))));
        (other.select(swap, self), self.select(swap, other))
    }
    #[inline(always)]
    fn signed_by(self, U32x8(bits): U32x8) -> Self {
        let sign = avx2!(_mm256_and_si256(bits, _mm256_set1_epi32(i32::MIN)));
        Self(avx2!(_mm256_xor_ps(self.0, _mm256_castsi256_ps(sign))))
    }
}

/// The mask of a register: its bits and its operators.
macro_rules! mask {
    ($name:ident, $width:literal, $movemask:ident, $and:ident, $or:ident, $xor:ident, $ones:ident) => {
        impl Mask for $name {
            const WIDTH: usize = $width;
            #[inline(always)]
            fn bits(self) -> u64 {
                avx2!($movemask(self.0)) as u64
            }
        }
        operator!($name, avx2, BitAnd, bitand, $and);
        operator!($name, avx2, BitOr, bitor, $or);
        impl Not for $name {
            type Output = Self;
            #[inline(always)]
            fn not(self) -> Self {
                Self(avx2!($xor(self.0, $ones(_mm256_set1_epi64x(-1)))))
            }
        }
    };
}
mask!(
    Mask64x4,
    4,
    _mm256_movemask_pd,
    _mm256_and_pd,
    _mm256_or_pd,
    _mm256_xor_pd,
    _mm256_castsi256_pd
);
mask!(
    Mask32x8,
    8,
    _mm256_movemask_ps,
    _mm256_and_ps,
    _mm256_or_ps,
    _mm256_xor_ps,
    _mm256_castsi256_ps
);

impl Neg for F64x4 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(avx2!(_mm256_xor_pd(self.0, _mm256_set1_pd(-0.0))))
    }
}

impl Neg for F32x8 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(avx2!(_mm256_xor_ps(self.0, _mm256_set1_ps(-0.0))))
    }
}
