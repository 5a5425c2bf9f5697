//! Plain arithmetic, no intrinsics: the reference that every other backend must equal. Four cells side by
//! side in double, eight in single, so that their chains of operations overlap.

use super::float::{EIGHTHS, EIGHTHS_SINGLE};
use super::pair::Pair;
use super::register::with_number;
use super::{Isa, Lanes, Mask, Streams, Words};
use std::num::Wrapping;
use std::ops::{Add, BitAnd, BitOr, Div, Mul, Neg, Not, Sub};

/// Witness of the scalar backend; every CPU has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scalar;

impl Isa for Scalar {
    type Single = Pair<Pair<Pair<F32x1>>>;
    type HalfSingle = Pair<Pair<Pair<F32x1>>>;
    type Double = Pair<Pair<f64>>;
    type HalfDouble = Pair<Pair<f64>>;
}

/// One number in single precision. Double precision needs no wrapper: its literals are `f64` as well.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct F32x1(f32);

/// The methods of `Lanes` for one number `$number` of `$scalar`, made by `$wrap`.
macro_rules! one_lane {
    ($scalar:ty, $wrap:expr, |$of:ident| $number:expr, significand $significand:literal, $bits:ty, $signed:ty, $sqrt_half:literal, $eighths:ident) => {
        type Isa = Scalar;
        type Scalar = $scalar;
        type Mask = AllOrNone<$bits>;
        const WIDTH: usize = 1;

        #[inline(always)]
        fn splat(_: Scalar, x: f64) -> Self {
            $wrap(x as $scalar)
        }
        #[inline(always)]
        fn all(_: Scalar, x: $scalar) -> Self {
            $wrap(x)
        }
        #[inline(always)]
        fn like(self, x: f64) -> Self {
            $wrap(x as $scalar)
        }
        #[inline(always)]
        fn load(_: Scalar, from: &[$scalar]) -> Self {
            $wrap(from[0])
        }
        #[inline(always)]
        fn store(self, to: &mut [$scalar]) {
            let $of = self;
            to[0] = $number;
        }
        #[inline(always)]
        fn load_single(_: Scalar, from: &[f32]) -> Self {
            $wrap(<$scalar>::from(from[0]))
        }
        #[inline(always)]
        fn mul_add(self, a: Self, b: Self) -> Self {
            let number = |$of: Self| $number;
            $wrap(<$scalar>::mul_add(number(self), number(a), number(b)))
        }
        #[inline(always)]
        fn sqrt(self) -> Self {
            let $of = self;
            $wrap(<$scalar>::sqrt($number))
        }
        #[inline(always)]
        fn abs(self) -> Self {
            let $of = self;
            $wrap(<$scalar>::abs($number))
        }
        #[inline(always)]
        fn lt(self, other: Self) -> Self::Mask {
            let number = |$of: Self| $number;
            AllOrNone(<$bits>::from(number(self) < number(other)).wrapping_neg())
        }
        #[inline(always)]
        fn le(self, other: Self) -> Self::Mask {
            let number = |$of: Self| $number;
            AllOrNone(<$bits>::from(number(self) <= number(other)).wrapping_neg())
        }
        #[inline(always)]
        fn not_lt(self, other: Self) -> Self::Mask {
            !self.lt(other)
        }
        #[inline(always)]
        fn select(self, mask: Self::Mask, other: Self) -> Self {
            let bits = |$of: Self| $number.to_bits();
            $wrap(<$scalar>::from_bits(bits(self) & mask.0 | bits(other) & !mask.0))
        }
        #[inline(always)]
        fn at_least(self, low: Self) -> Self {
            let number = |$of: Self| $number;
            if number(self) < number(low) {
                low
            } else {
                self
            }
        }
        #[inline(always)]
        fn at_most(self, high: Self) -> Self {
            let number = |$of: Self| $number;
            if number(high) < number(self) {
                high
            } else {
                self
            }
        }
        #[inline(always)]
        fn low_bits_as_exponent(self) -> Self {
            let $of = self;
            $wrap(<$scalar>::from_bits($number.to_bits() << $significand))
        }
        #[inline(always)]
        fn power_of_eighths(self) -> Self {
            let $of = self;
            let n = $number.to_bits();
            let entry = $eighths[n as usize % 8];
            $wrap(<$scalar>::from_bits(entry.wrapping_add(n << ($significand - 3))))
        }
        #[inline(always)]
        fn split_exponent(self) -> (Self, Self) {
            let $of = self;
            let bits = $number.to_bits();
            let k = bits.wrapping_sub($sqrt_half) as $signed >> $significand;
            let m = bits.wrapping_sub((k << $significand) as $bits);
            ($wrap(k as $scalar), $wrap(<$scalar>::from_bits(m)))
        }
    };
}

impl Lanes for f64 {
    one_lane!(f64, |x| x, |x| x, significand 52, u64, i64, 0x3FE6_A09E_667F_3BCD, EIGHTHS);
}

impl Lanes for F32x1 {
    one_lane!(f32, F32x1, |x| x.0, significand 23, u32, i32, 0x3F35_04F3, EIGHTHS_SINGLE);
}

impl Words for Wrapping<u32> {
    type Isa = Scalar;
    const WIDTH: usize = 1;

    #[inline(always)]
    fn load(_: Scalar, from: &[u32]) -> Self {
        Self(from[0])
    }
    #[inline(always)]
    fn store(self, to: &mut [u32]) {
        to[0] = self.0;
    }
    #[inline(always)]
    fn shifted_left(self, by: u32) -> Self {
        Self(self.0 << by)
    }
    #[inline(always)]
    fn turned_left(self, by: u32) -> Self {
        Self(self.0.rotate_left(by))
    }
}

impl Streams for F32x1 {
    type Bits = Wrapping<u32>;

    #[inline(always)]
    fn magnitude(Wrapping(bits): Wrapping<u32>) -> Self {
        Self((bits & 0x7FFF_FFFF) as i32 as f32)
    }
    #[inline(always)]
    fn centred(Wrapping(bits): Wrapping<u32>) -> Self {
        // the significand of a number from 1 to 2
        Self(f32::from_bits(bits >> 7 & 0x7F_FFFF | 0x3F80_0000) - 1.5)
    }
    #[inline(always)]
    fn swapped_by(self, other: Self, Wrapping(bits): Wrapping<u32>) -> (Self, Self) {
        let swap = AllOrNone(((bits << 1) as i32 >> 31) as u32);
        (other.select(swap, self), self.select(swap, other))
    }
    #[inline(always)]
    fn signed_by(self, Wrapping(bits): Wrapping<u32>) -> Self {
        Self(f32::from_bits(self.0.to_bits() ^ (bits & 0x8000_0000)))
    }
}

/// An operator of the number inside.
macro_rules! operator {
    ($operator:ident, $method:ident) => {
        impl $operator for F32x1 {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self($operator::$method(self.0, other.0))
            }
        }
    };
}
operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);
operator!(Div, div);
with_number!(F32x1);

impl Neg for F32x1 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

/// A truth value as all ones or all zeros: a choice between two numbers is then no branch, which
/// would be mispredicted half of the time where the numbers are random.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AllOrNone<B>(B);

/// The mask of a number of so many bits.
macro_rules! mask {
    ($bits:ty) => {
        impl Mask for AllOrNone<$bits> {
            const WIDTH: usize = 1;
            #[inline(always)]
            fn bits(self) -> u64 {
                u64::from(self.0 & 1)
            }
        }
    };
}
mask!(u32);
mask!(u64);

impl<B: BitAnd<Output = B>> BitAnd for AllOrNone<B> {
    type Output = Self;
    #[inline(always)]
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl<B: BitOr<Output = B>> BitOr for AllOrNone<B> {
    type Output = Self;
    #[inline(always)]
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl<B: Not<Output = B>> Not for AllOrNone<B> {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        Self(!self.0)
    }
}
