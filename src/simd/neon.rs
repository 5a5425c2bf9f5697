//! 128-bit registers, on arm64 CPUs, all of which have NEON: four cells in single, two in double
//! precision.

use super::float::{EIGHTHS, EIGHTHS_SINGLE, SQRT_HALF_BITS, SQRT_HALF_BITS_SINGLE};
use super::pair::Pair;
use super::register::{operator, register};
use super::words::words;
use super::{Isa, Lanes, Mask, Streams};
use std::arch::aarch64::*;
use std::ops::{Neg, Not};

/// Witness that this CPU has NEON; see [`super::Backend`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neon(());

impl Neon {
    /// The witness, if the CPU has the instructions.
    pub fn detect() -> Option<Self> {
        std::arch::is_aarch64_feature_detected!("neon").then_some(Self(()))
    }
}

impl Isa for Neon {
    type Single = F32x4;
    type HalfSingle = F32x4;
    type Double = Pair<F64x2>;
    type HalfDouble = Pair<F64x2>;
}

/// Runs intrinsics that only need the instructions.
macro_rules! neon {
    ($body:expr) => {{
        // Some intrinsics are safe where the instructions are enabled: for them `unsafe` is unused.
        // SAFETY: every value here descends from a `Neon`, which exists only where the CPU has NEON;
        // memory is touched only through references to arrays of a row.
        #[allow(unused_unsafe)]
        unsafe {
            $body
        }
    }};
}

/// Two truth values, each all ones or all zeros.
#[derive(Clone, Copy)]
pub struct Mask64x2(uint64x2_t);

/// Four truth values, each all ones or all zeros.
#[derive(Clone, Copy)]
pub struct Mask32x4(uint32x4_t);

/// Operations that are one instruction elsewhere, but that NEON spells or defines otherwise.
macro_rules! as_elsewhere {
    ($raw:ty: $mul_add:ident $fma:ident, $max:ident $min:ident $greater:ident $choose:ident) => {
        /// `a * b + c`: the instruction takes the sum first.
        #[inline(always)]
        fn $mul_add(a: $raw, b: $raw, c: $raw) -> $raw {
            neon!($fma(c, a, b))
        }
        /// The larger; `b` of two zeros, or where one is NaN, which the instruction orders otherwise.
        #[inline(always)]
        fn $max(a: $raw, b: $raw) -> $raw {
            neon!($choose($greater(a, b), a, b))
        }
        /// The smaller; `b` in the same cases.
        #[inline(always)]
        fn $min(a: $raw, b: $raw) -> $raw {
            neon!($choose($greater(b, a), a, b))
        }
    };
}
as_elsewhere!(float64x2_t: mul_add_f64 vfmaq_f64, max_f64 min_f64 vcgtq_f64 vbslq_f64);
as_elsewhere!(float32x4_t: mul_add_f32 vfmaq_f32, max_f32 min_f32 vcgtq_f32 vbslq_f32);

register! {
    /// Two numbers. Made only from a [`Neon`] or from another such value.
    F64x2(float64x2_t) of 2 f64, witness Neon, mask Mask64x2, by neon:
    splat vdupq_n_f64, load vld1q_f64, store vst1q_f64,
    add vaddq_f64, sub vsubq_f64, mul vmulq_f64, div vdivq_f64,
    mul_add mul_add_f64, sqrt vsqrtq_f64, max max_f64, min min_f64;

    #[inline(always)]
    fn load_single(_: Neon, from: &[f32]) -> Self {
        let row: &[f32; 2] = from.first_chunk().expect("a whole row");
        Self(neon!(vcvt_f64_f32(vld1_f32(row.as_ptr()))))
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self(neon!(vabsq_f64(self.0)))
    }
    #[inline(always)]
    fn lt(self, other: Self) -> Mask64x2 {
        Mask64x2(neon!(vcltq_f64(self.0, other.0)))
    }
    #[inline(always)]
    fn le(self, other: Self) -> Mask64x2 {
        Mask64x2(neon!(vcleq_f64(self.0, other.0)))
    }
    #[inline(always)]
    fn not_lt(self, other: Self) -> Mask64x2 {
        !self.lt(other)
    }
    #[inline(always)]
    fn select(self, mask: Mask64x2, other: Self) -> Self {
        Self(neon!(vbslq_f64(mask.0, self.0, other.0)))
    }
    #[inline(always)]
    fn low_bits_as_exponent(self) -> Self {
        Self(neon!(vreinterpretq_f64_u64(vshlq_n_u64::<52>(vreinterpretq_u64_f64(self.0)))))
    }
    #[inline(always)]
    fn power_of_eighths(self) -> Self {
        neon!({
            let n = vreinterpretq_u64_f64(self.0);
            let entry = |n: u64| vcreate_u64(EIGHTHS[n as usize % 8]);
            let entries = vcombine_u64(entry(vgetq_lane_u64::<0>(n)), entry(vgetq_lane_u64::<1>(n)));
            Self(vreinterpretq_f64_u64(vaddq_u64(entries, vshlq_n_u64::<49>(n))))
        })
    }
    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        neon!({
            let bits = vreinterpretq_s64_f64(self.0);
            let k = vshrq_n_s64::<52>(vsubq_s64(bits, vdupq_n_s64(SQRT_HALF_BITS)));
            let m = vsubq_s64(bits, vshlq_n_s64::<52>(k));
            (Self(vcvtq_f64_s64(k)), Self(vreinterpretq_f64_s64(m)))
        })
    }
}

register! {
    /// Four numbers. Made only from a [`Neon`] or from another such value.
    F32x4(float32x4_t) of 4 f32, witness Neon, mask Mask32x4, by neon:
    splat vdupq_n_f32, load vld1q_f32, store vst1q_f32,
    add vaddq_f32, sub vsubq_f32, mul vmulq_f32, div vdivq_f32,
    mul_add mul_add_f32, sqrt vsqrtq_f32, max max_f32, min min_f32;

    #[inline(always)]
    fn load_single(isa: Neon, from: &[f32]) -> Self {
        Self::load(isa, from)
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self(neon!(vabsq_f32(self.0)))
    }
    #[inline(always)]
    fn lt(self, other: Self) -> Mask32x4 {
        Mask32x4(neon!(vcltq_f32(self.0, other.0)))
    }
    #[inline(always)]
    fn le(self, other: Self) -> Mask32x4 {
        Mask32x4(neon!(vcleq_f32(self.0, other.0)))
    }
    #[inline(always)]
    fn not_lt(self, other: Self) -> Mask32x4 {
        !self.lt(other)
    }
    #[inline(always)]
    fn select(self, mask: Mask32x4, other: Self) -> Self {
        Self(neon!(vbslq_f32(mask.0, self.0, other.0)))
    }
    #[inline(always)]
    fn low_bits_as_exponent(self) -> Self {
        Self(neon!(vreinterpretq_f32_u32(vshlq_n_u32::<23>(vreinterpretq_u32_f32(self.0)))))
    }
    #[inline(always)]
    fn power_of_eighths(self) -> Self {
        neon!({
            let n = vreinterpretq_u32_f32(self.0);
            let table: *const u8 = EIGHTHS_SINGLE.as_ptr().cast();
            let table = uint8x16x2_t(vld1q_u8(table), vld1q_u8(table.add(16)));
            // four bytes an entry: 4 j, 4 j + 1, 4 j + 2, 4 j + 3 for the last three bits j
            let first = vmulq_n_u32(vandq_u32(n, vdupq_n_u32(7)), 0x0404_0404);
            let bytes = vreinterpretq_u8_u32(vaddq_u32(first, vdupq_n_u32(0x0302_0100)));
            let entry = vreinterpretq_u32_u8(vqtbl2q_u8(table, bytes));
            Self(vreinterpretq_f32_u32(vaddq_u32(entry, vshlq_n_u32::<20>(n))))
        })
    }
    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        neon!({
            let bits = vreinterpretq_s32_f32(self.0);
            let k = vshrq_n_s32::<23>(vsubq_s32(bits, vdupq_n_s32(SQRT_HALF_BITS_SINGLE)));
            let m = vsubq_s32(bits, vshlq_n_s32::<23>(k));
            (Self(vcvtq_f32_s32(k)), Self(vreinterpretq_f32_s32(m)))
        })
    }
}

words! {
    /// Four words.
    U32x4(uint32x4_t) of 4, witness Neon, by neon:
    load |from| vld1q_u32(from), store |to, words| vst1q_u32(to, words),
    add vaddq_u32, xor veorq_u32,
    shifted_left |words, by| vshlq_u32(words, vdupq_n_s32(by as i32)),
    turned_left |words, by| {
        // a shift by less than zero goes to the right
        let (left, right) = (vdupq_n_s32(by as i32), vdupq_n_s32(by as i32 - 32));
        vorrq_u32(vshlq_u32(words, left), vshlq_u32(words, right))
    }
}

impl Streams for F32x4 {
    type Bits = U32x4;

    #[inline(always)]
    fn magnitude(U32x4(bits): U32x4) -> Self {
        let low = neon!(vandq_u32(bits, vdupq_n_u32(0x7FFF_FFFF)));
        Self(neon!(vcvtq_f32_u32(low)))
    }
    #[inline(always)]
    fn centred(U32x4(bits): U32x4) -> Self {
        neon!({
            // the significand of a number from 1 to 2
            let low = vandq_u32(vshrq_n_u32::<7>(bits), vdupq_n_u32(0x7F_FFFF));
            let from_one = vorrq_u32(low, vdupq_n_u32(0x3F80_0000));
            Self(vsubq_f32(vreinterpretq_f32_u32(from_one), vdupq_n_f32(1.5)))
        })
    }
    #[inline(always)]
    fn swapped_by(self, other: Self, U32x4(bits): U32x4) -> (Self, Self) {
        let swap = Mask32x4(neon!(vtstq_u32(bits, vdupq_n_u32(1 << 30))));
        (other.select(swap, self), self.select(swap, other))
    }
    #[inline(always)]
    fn signed_by(self, U32x4(bits): U32x4) -> Self {
        let sign = neon!(vandq_u32(bits, vdupq_n_u32(1 << 31)));
        Self(neon!(vreinterpretq_f32_u32(veorq_u32(vreinterpretq_u32_f32(self.0), sign))))
    }
}

/// The mask of a register: its bits and its operators.
macro_rules! mask {
    ($name:ident: $places:expr, $load:ident, $sum:ident, $and:ident, $or:ident, $xor:ident, $ones:expr) => {
        impl Mask for $name {
            const WIDTH: usize = $places.len();
            // each true lane gives its place
            #[inline(always)]
            fn bits(self) -> u64 {
                neon!($sum($and(self.0, $load($places.as_ptr())))).into()
            }
        }
        operator!($name, neon, BitAnd, bitand, $and);
        operator!($name, neon, BitOr, bitor, $or);
        impl Not for $name {
            type Output = Self;
            #[inline(always)]
            fn not(self) -> Self {
                Self(neon!($xor(self.0, $ones)))
            }
        }
    };
}
mask!(
    Mask64x2: [1_u64, 2],
    vld1q_u64, vaddvq_u64, vandq_u64, vorrq_u64, veorq_u64, vdupq_n_u64(u64::MAX)
);
mask!(
    Mask32x4: [1_u32, 2, 4, 8],
    vld1q_u32, vaddvq_u32, vandq_u32, vorrq_u32, veorq_u32, vdupq_n_u32(u32::MAX)
);

impl Neg for F64x2 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(neon!(vnegq_f64(self.0)))
    }
}

impl Neg for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(neon!(vnegq_f32(self.0)))
    }
}
