//! Width and precision: how many cells one operation advances, and in which floating-point format.
//!
//! Models are written once over [`Lanes`]; a backend gives them a register. Every backend fuses
//! a multiply and an add exactly where `mul_add` is written and nowhere else, divides and takes
//! roots as IEEE 754 says, and uses the exp, ln, sin and cos of [`functions`]. So the bits of a
//! result do not depend on the CPU.

#[cfg(test)]
mod accuracy_tests;
#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "x86_64")]
mod avx512_half;
#[cfg(target_arch = "x86_64")]
mod avx512_whole;
mod backend;
mod float;
mod functions;
#[cfg(test)]
mod functions_tests;
pub mod math;
#[cfg(target_arch = "aarch64")]
mod neon;
mod pair;
mod register;
mod scalar;
#[cfg(test)]
mod truth_tests;
mod words;

pub use backend::{Backend, Kernel};
pub use float::Float;
pub use pair::Pair;
pub use scalar::{F32x1, Scalar};

use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Sub};

/// An instruction set, and its registers of either precision.
///
/// A value of the type is the proof that this CPU has the instructions: it is made only by asking.
pub trait Isa: Copy + 'static {
    /// Numbers of 32 bits.
    type Single: Streams<Isa = Self>;
    /// Numbers of 32 bits, half as many where a register of half the width is cheaper.
    type HalfSingle: Streams<Isa = Self>;
    /// Numbers of 64 bits.
    type Double: Lanes<Scalar = f64, Isa = Self>;
    /// Numbers of 64 bits, half as many where a register of half the width is cheaper.
    type HalfDouble: Lanes<Scalar = f64, Isa = Self>;
}

/// A row of numbers, one per cell: the only arithmetic the models know.
///
/// A value is a proof. It can be made only from an [`Isa`] token, and a token only by
/// asking the CPU, so whoever holds a value may compute with it. That is why the operators are
/// safe and the equations need no `unsafe`. Literals are `f64`, rounded once where narrower.
pub trait Lanes:
    Copy
    + Neg<Output = Self>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
{
    /// Zero-sized witness that this CPU has the instructions.
    type Isa: Copy;
    /// How a number is stored between steps.
    type Scalar: Float;
    /// One truth value per lane.
    type Mask: Mask;
    /// Cells advanced by one operation.
    const WIDTH: usize;

    /// `x` in every lane.
    fn splat(isa: Self::Isa, x: f64) -> Self;
    /// The stored number `x` in every lane.
    fn all(isa: Self::Isa, x: Self::Scalar) -> Self;
    /// `x` in every lane, on the proof that `self` is.
    fn like(self, x: f64) -> Self;
    /// The first `WIDTH` numbers of `from`.
    fn load(isa: Self::Isa, from: &[Self::Scalar]) -> Self;
    /// Overwrites the first `WIDTH` numbers of `to`.
    fn store(self, to: &mut [Self::Scalar]);
    /// The first `WIDTH` numbers of `from`, in this precision.
    fn load_single(isa: Self::Isa, from: &[f32]) -> Self;

    /// `self * a + b`, rounded once.
    fn mul_add(self, a: Self, b: Self) -> Self;
    /// The IEEE square root.
    fn sqrt(self) -> Self;
    /// The magnitude.
    fn abs(self) -> Self;
    /// True where `self < other`; false where either is NaN.
    fn lt(self, other: Self) -> Self::Mask;
    /// True where `self` is at most `other`; false where either is NaN.
    fn le(self, other: Self) -> Self::Mask;
    /// True where `self` is not below `other`, and where either is NaN.
    fn not_lt(self, other: Self) -> Self::Mask;
    /// `self` where the mask is true, `other` elsewhere.
    fn select(self, mask: Self::Mask, other: Self) -> Self;
    /// The larger of the two; `self` where it is NaN or both are zero.
    fn at_least(self, low: Self) -> Self;
    /// The smaller of the two; `self` where it is NaN or both are zero.
    fn at_most(self, high: Self) -> Self;

    /// The number whose exponent is the low bits of this one, and whose significand is 1.
    fn low_bits_as_exponent(self) -> Self;
    /// 2^(n/8), where that is normal, with the whole number n in the low bits of this one.
    fn power_of_eighths(self) -> Self;
    /// (k, m) with `self` = m 2^k and m in [sqrt(1/2), sqrt(2)), for positive normal `self`.
    fn split_exponent(self) -> (Self, Self);

    /// `self` held in [low, high]; `low` where it is NaN. The bounds stand where an instruction can take
    /// them from memory, unlike those of `at_least` and `at_most`, which keep NaN.
    #[inline(always)]
    fn held(self, low: f64, high: f64) -> Self {
        let above = self.like(low).at_least(self);
        self.like(high).at_most(above)
    }
    /// The nearest whole number, ties to even; for magnitudes below 2^51, in single precision 2^22.
    #[inline(always)]
    fn round(self) -> Self {
        (self + Self::Scalar::ROUNDER) - Self::Scalar::ROUNDER
    }
    /// e^self: 0 below -708, infinite above 709 (in single precision -87, 88), NaN of NaN. At most
    /// 2 ulp from the truth.
    #[inline(always)]
    fn exp(self) -> Self {
        functions::exp(self)
    }
    /// 2^x where that is finite and normal, at most 2 ulp from the truth: the cheapest exponential, and
    /// cheaper still for several numbers in step, whose chains of operations then overlap.
    /// e^(x/k) is 2^(x log2(e)/k).
    #[inline(always)]
    fn exp2_each<const N: usize>(x: [Self; N]) -> [Self; N] {
        functions::exp2_each(x)
    }
    /// e^self - 1 without cancellation near zero; `self` is held between the same bounds. At most 3 ulp
    /// from the truth.
    #[inline(always)]
    fn exp_m1(self) -> Self {
        functions::exp_m1(self)
    }
    /// The natural logarithm of a positive normal number. At most 2 ulp from the truth.
    #[inline(always)]
    fn ln(self) -> Self {
        functions::ln(self)
    }
    /// (sin, cos) of `self` whole turns, |self| below 2^40, in single precision 2^20. At most 2 ulp from
    /// the truth.
    #[inline(always)]
    fn sin_cos_turns(self) -> (Self, Self) {
        functions::sin_cos_turns(self)
    }
    /// Numerators and denominators of x/(1 - e^(-x/k)) / c, given c e^(-x/k), of several numbers in step: the
    /// quotient is k/c at the hole x = 0. Below |x/k| = 0.6, where c - c e^(-x/k) would cancel, a series
    /// stands in. With the exponential of [`exp`](Self::exp) the quotient is at most 2 ulp from the truth for
    /// x/k above -16, and 3 below.
    #[inline(always)]
    fn linoid_each<const N: usize>(
        x: [Self; N],
        k: [f64; N],
        exp: [Self; N],
        c: [f64; N],
    ) -> [(Self, Self); N] {
        functions::linoid_each(x, k, exp, c)
    }
    /// self^2.
    #[inline(always)]
    fn sq(self) -> Self {
        self * self
    }
    /// self^3.
    #[inline(always)]
    fn cube(self) -> Self {
        self * self * self
    }
}

/// One truth value per lane.
pub trait Mask: Copy + BitAnd<Output = Self> + BitOr<Output = Self> + Not<Output = Self> {
    /// Number of lanes.
    const WIDTH: usize;
    /// Lane i as bit i.
    fn bits(self) -> u64;
    /// Whether any lane is true.
    #[inline(always)]
    fn any(self) -> bool {
        self.bits() != 0
    }
}

/// A row of words of 32 bits, one per lane: what generators of random bits compute with. Addition wraps.
pub trait Words: Copy + Add<Output = Self> + BitXor<Output = Self> {
    /// Zero-sized witness that this CPU has the instructions.
    type Isa: Copy;
    /// Words in a row.
    const WIDTH: usize;
    /// The first words of `from`, one per lane.
    fn load(isa: Self::Isa, from: &[u32]) -> Self;
    /// Overwrites the first words of `to`.
    fn store(self, to: &mut [u32]);
    /// Each word, `by` bits to the left.
    fn shifted_left(self, by: u32) -> Self;
    /// Each word, `by` bits to the left, from 1 to 31, what falls out coming in at the right.
    fn turned_left(self, by: u32) -> Self;
}

/// Single-precision lanes, and random bits that they are made of.
pub trait Streams: Lanes<Scalar = f32> {
    /// 32 random bits per lane.
    type Bits: Words<Isa = Self::Isa>;
    /// The lower 31 bits as a number from 0 to 2^31, rounded once.
    fn magnitude(bits: Self::Bits) -> Self;
    /// Bits 7 to 29 as a number from -1/2 to 1/2, exactly.
    fn centred(bits: Self::Bits) -> Self;
    /// `self`, negated where the highest bit is set.
    fn signed_by(self, bits: Self::Bits) -> Self;
    /// `self` and `other`, exchanged where the second highest bit is set.
    fn swapped_by(self, other: Self, bits: Self::Bits) -> (Self, Self);
}
