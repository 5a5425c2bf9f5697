//! Width and precision: how many cells one operation advances, and in which floating-point format.
//!
//! Models are written once over [`Lanes`]; a backend gives them a register. Every backend fuses
//! a multiply and an add exactly where `mul_add` is written and nowhere else, divides and takes
//! roots as IEEE 754 says, and uses the exp, ln, sin and cos of [`functions`]. So the bits of a
//! result do not depend on the CPU.

#[cfg(target_arch = "x86_64")]
mod avx2;
mod backend;
mod functions;
pub mod math;
mod scalar;

pub use backend::{Backend, Kernel};
pub use scalar::Scalar;

use std::ops::{Add, BitAnd, BitOr, Div, Mul, Neg, Not, Sub};

/// A row of numbers, one per cell: the only arithmetic the models know.
///
/// A value is a proof. It can be made only from an [`Lanes::Isa`] token, and a token only by
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
    type Scalar: Copy;
    /// One truth value per lane.
    type Mask: Mask;
    /// One 64-bit word per lane: the state of a random stream.
    type Words: Words<Floats = Self>;
    /// Cells advanced by one operation.
    const WIDTH: usize;

    /// `x` in every lane.
    fn splat(isa: Self::Isa, x: f64) -> Self;
    /// `x` in every lane, on the proof that `self` is.
    fn like(self, x: f64) -> Self;
    /// The first `WIDTH` numbers of `from`.
    fn load(isa: Self::Isa, from: &[Self::Scalar]) -> Self;
    /// Overwrites the first `WIDTH` numbers of `to`.
    fn store(self, to: &mut [Self::Scalar]);

    /// `self * a + b`, rounded once.
    fn mul_add(self, a: Self, b: Self) -> Self;
    /// The IEEE square root.
    fn sqrt(self) -> Self;
    /// The magnitude.
    fn abs(self) -> Self;
    /// True where `self < other`; false where either is NaN.
    fn lt(self, other: Self) -> Self::Mask;
    /// `self` where the mask is true, `other` elsewhere.
    fn select(self, mask: Self::Mask, other: Self) -> Self;

    /// The nearest whole number, ties to even; |self| below 2^51.
    fn round(self) -> Self;
    /// 2^self for whole `self` from -1022 to 1023.
    fn exp2_whole(self) -> Self;
    /// (k, m) with `self` = m 2^k and m in [sqrt(1/2), sqrt(2)), for positive normal `self`.
    fn split_exponent(self) -> (Self, Self);

    /// e^self: 0 below -708, infinite above 709.7, NaN of NaN. At most 2 ulp from the truth.
    #[inline(always)]
    fn exp(self) -> Self {
        functions::exp(self)
    }
    /// e^self where |self| <= 700 is known; two comparisons cheaper than [`Lanes::exp`].
    #[inline(always)]
    fn exp_bounded(self) -> Self {
        functions::exp_bounded(self)
    }
    /// e^self - 1 without cancellation near zero; `self` is held in [-708, 709].
    #[inline(always)]
    fn exp_m1(self) -> Self {
        functions::exp_m1(self)
    }
    /// The natural logarithm of a positive normal number. At most 2 ulp from the truth.
    #[inline(always)]
    fn ln(self) -> Self {
        functions::ln(self)
    }
    /// (sin, cos) of `self` whole turns, |self| below 2^40.
    #[inline(always)]
    fn sin_cos_turns(self) -> (Self, Self) {
        functions::sin_cos_turns(self)
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
    /// The larger of the two; `self` where it is NaN.
    #[inline(always)]
    fn at_least(self, low: Self) -> Self {
        low.select(self.lt(low), self)
    }
    /// The smaller of the two; `self` where it is NaN.
    #[inline(always)]
    fn at_most(self, high: Self) -> Self {
        high.select(high.lt(self), self)
    }
    /// Zero where the magnitude is below 1e-30, so that a decaying state never becomes subnormal.
    #[inline(always)]
    fn flushed(self) -> Self {
        self.like(0.0).select(self.abs().lt(self.like(1e-30)), self)
    }
}

/// One truth value per lane.
pub trait Mask: Copy + BitAnd<Output = Self> + BitOr<Output = Self> + Not<Output = Self> {
    /// Lane i as bit i.
    fn bits(self) -> u64;
    /// Whether any lane is true.
    #[inline(always)]
    fn any(self) -> bool {
        self.bits() != 0
    }
}

/// One 64-bit word per lane, with the operations of a permuted congruential generator.
pub trait Words: Copy {
    /// The lanes of numbers that this many words can fill.
    type Floats: Lanes<Words = Self>;
    /// The first `WIDTH` words of `from`.
    fn load(isa: <Self::Floats as Lanes>::Isa, from: &[u64]) -> Self;
    /// Overwrites the first `WIDTH` words of `to`.
    fn store(self, to: &mut [u64]);
    /// One step of a 64-bit linear congruential generator: `self * multiplier + increment`.
    fn congruential(self, multiplier: u64, increment: Self) -> Self;
    /// The XSH-RR permutation of PCG32: 32 output bits in the low half of each word.
    fn xsh_rr(self) -> Self;
    /// (low 32 bits + 1/2) / 2^32: uniform in the open interval (0, 1).
    fn unit_interval(self) -> Self::Floats;
}
