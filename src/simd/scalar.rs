//! One cell at a time, in double precision: the reference that every other backend must equal.

use super::{Lanes, Mask, Words};
use std::ops::{BitAnd, BitOr, Not};

/// Witness of the scalar backend; every CPU has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scalar;

/// 1.5 * 2^52: adding it leaves a whole number in the low bits of the significand.
const MAGIC: f64 = 6755399441055744.0;
/// The bits of sqrt(1/2): below it, a significand counts to the next lower power of two.
const SQRT_HALF_BITS: u64 = 0x3FE6_A09E_667F_3BCD;

impl Lanes for f64 {
    type Isa = Scalar;
    type Scalar = f64;
    type Mask = AllOrNone;
    type Words = u64;
    const WIDTH: usize = 1;

    #[inline(always)]
    fn splat(_: Scalar, x: f64) -> Self {
        x
    }
    #[inline(always)]
    fn like(self, x: f64) -> Self {
        x
    }
    #[inline(always)]
    fn load(_: Scalar, from: &[f64]) -> Self {
        from[0]
    }
    #[inline(always)]
    fn store(self, to: &mut [f64]) {
        to[0] = self;
    }
    #[inline(always)]
    fn mul_add(self, a: Self, b: Self) -> Self {
        f64::mul_add(self, a, b)
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        f64::sqrt(self)
    }
    #[inline(always)]
    fn abs(self) -> Self {
        f64::abs(self)
    }
    #[inline(always)]
    fn lt(self, other: Self) -> AllOrNone {
        AllOrNone(u64::from(self < other).wrapping_neg())
    }
    #[inline(always)]
    fn select(self, mask: AllOrNone, other: Self) -> Self {
        f64::from_bits(self.to_bits() & mask.0 | other.to_bits() & !mask.0)
    }
    #[inline(always)]
    fn round(self) -> Self {
        (self + MAGIC) - MAGIC
    }
    #[inline(always)]
    fn exp2_whole(self) -> Self {
        // the whole number stands in the low bits; moved to the exponent and biased there
        f64::from_bits(((self + (MAGIC + 1023.0)).to_bits()) << 52)
    }
    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        let bits = self.to_bits();
        let k = (bits.wrapping_sub(SQRT_HALF_BITS) as i64) >> 52;
        (k as f64, f64::from_bits(bits.wrapping_sub((k << 52) as u64)))
    }
}

/// A truth value as all ones or all zeros: a choice between two numbers is then no branch, which
/// would be mispredicted half of the time where the numbers are random.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AllOrNone(u64);

impl Mask for AllOrNone {
    #[inline(always)]
    fn bits(self) -> u64 {
        self.0 & 1
    }
}

impl BitAnd for AllOrNone {
    type Output = Self;
    #[inline(always)]
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOr for AllOrNone {
    type Output = Self;
    #[inline(always)]
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Not for AllOrNone {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        Self(!self.0)
    }
}

impl Words for u64 {
    type Floats = f64;

    #[inline(always)]
    fn load(_: Scalar, from: &[u64]) -> Self {
        from[0]
    }
    #[inline(always)]
    fn store(self, to: &mut [u64]) {
        to[0] = self;
    }
    #[inline(always)]
    fn congruential(self, multiplier: u64, increment: Self) -> Self {
        self.wrapping_mul(multiplier).wrapping_add(increment)
    }
    #[inline(always)]
    fn xsh_rr(self) -> Self {
        let xorshifted = (((self >> 18) ^ self) >> 27) as u32;
        u64::from(xorshifted.rotate_right((self >> 59) as u32))
    }
    #[inline(always)]
    fn unit_interval(self) -> f64 {
        const TWO_TO_MINUS_32: f64 = 1.0 / 4294967296.0;
        (f64::from(self as u32) + 0.5) * TWO_TO_MINUS_32
    }
}
