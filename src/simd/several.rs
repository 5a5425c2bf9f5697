//! Several registers side by side, as one wider register.
//!
//! A cell is one long chain of operations, each waiting for the last. Side by side, chains overlap; and
//! where a register is one plain number, the compiler may pack them.

use super::{Lanes, Mask, Streams};
use std::ops::{Add, BitAnd, BitOr, Div, Mul, Neg, Not, Sub};

/// `N` registers of type `L`.
#[derive(Clone, Copy, Debug)]
pub struct Several<L, const N: usize>([L; N]);

/// An array of what an expression gives for each index. No closure: it would be compiled apart, without
/// the instructions of the function that it stands in.
macro_rules! each {
    ($i:ident of $n:ident: $value:expr) => {{
        let mut all = [{
            let $i = 0;
            $value
        }; $n];
        let mut $i = 1;
        while $i < $n {
            all[$i] = $value;
            $i += 1;
        }
        all
    }};
}

impl<L: Lanes, const N: usize> Lanes for Several<L, N> {
    type Isa = L::Isa;
    type Scalar = L::Scalar;
    type Mask = Several<L::Mask, N>;
    const WIDTH: usize = N * L::WIDTH;

    #[inline(always)]
    fn splat(isa: L::Isa, x: f64) -> Self {
        Self([L::splat(isa, x); N])
    }
    #[inline(always)]
    fn like(self, x: f64) -> Self {
        Self([self.0[0].like(x); N])
    }
    #[inline(always)]
    fn load(isa: L::Isa, from: &[L::Scalar]) -> Self {
        let from = &from[..Self::WIDTH];
        Self(each!(i of N: L::load(isa, &from[i * L::WIDTH..])))
    }
    #[inline(always)]
    fn store(self, to: &mut [L::Scalar]) {
        let to = &mut to[..Self::WIDTH];
        for i in 0..N {
            self.0[i].store(&mut to[i * L::WIDTH..]);
        }
    }
    #[inline(always)]
    fn load_single(isa: L::Isa, from: &[f32]) -> Self {
        let from = &from[..Self::WIDTH];
        Self(each!(i of N: L::load_single(isa, &from[i * L::WIDTH..])))
    }
    #[inline(always)]
    fn mul_add(self, a: Self, b: Self) -> Self {
        Self(each!(i of N: self.0[i].mul_add(a.0[i], b.0[i])))
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        Self(each!(i of N: self.0[i].sqrt()))
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self(each!(i of N: self.0[i].abs()))
    }
    #[inline(always)]
    fn lt(self, other: Self) -> Self::Mask {
        Several(each!(i of N: self.0[i].lt(other.0[i])))
    }
    #[inline(always)]
    fn not_lt(self, other: Self) -> Self::Mask {
        Several(each!(i of N: self.0[i].not_lt(other.0[i])))
    }
    #[inline(always)]
    fn select(self, mask: Self::Mask, other: Self) -> Self {
        Self(each!(i of N: self.0[i].select(mask.0[i], other.0[i])))
    }
    #[inline(always)]
    fn at_least(self, low: Self) -> Self {
        Self(each!(i of N: self.0[i].at_least(low.0[i])))
    }
    #[inline(always)]
    fn at_most(self, high: Self) -> Self {
        Self(each!(i of N: self.0[i].at_most(high.0[i])))
    }
    #[inline(always)]
    fn low_bits_as_exponent(self) -> Self {
        Self(each!(i of N: self.0[i].low_bits_as_exponent()))
    }
    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        let parts = each!(i of N: self.0[i].split_exponent());
        (Self(each!(i of N: parts[i].0)), Self(each!(i of N: parts[i].1)))
    }
}

impl<L: Streams, const N: usize> Streams for Several<L, N> {
    type Bits = [L::Bits; N];

    #[inline(always)]
    fn draw(isa: L::Isa, state: &mut [u64], increment: &[u64]) -> [L::Bits; N] {
        let (state, increment) = (&mut state[..Self::WIDTH], &increment[..Self::WIDTH]);
        each!(i of N: L::draw(isa, &mut state[i * L::WIDTH..], &increment[i * L::WIDTH..]))
    }
    #[inline(always)]
    fn magnitude(bits: [L::Bits; N]) -> Self {
        Self(each!(i of N: L::magnitude(bits[i])))
    }
    #[inline(always)]
    fn either_side(bits: [L::Bits; N]) -> Self {
        Self(each!(i of N: L::either_side(bits[i])))
    }
    #[inline(always)]
    fn swapped_by(self, other: Self, bits: [L::Bits; N]) -> (Self, Self) {
        let pairs = each!(i of N: self.0[i].swapped_by(other.0[i], bits[i]));
        (Self(each!(i of N: pairs[i].0)), Self(each!(i of N: pairs[i].1)))
    }
    #[inline(always)]
    fn signed_by(self, bits: [L::Bits; N]) -> Self {
        Self(each!(i of N: self.0[i].signed_by(bits[i])))
    }
}

impl<M: Mask, const N: usize> Mask for Several<M, N> {
    const WIDTH: usize = N * M::WIDTH;

    #[inline(always)]
    fn bits(self) -> u64 {
        let mut bits = 0;
        for i in 0..N {
            bits |= self.0[i].bits() << (i * M::WIDTH);
        }
        bits
    }
}

/// An operator, register by register.
macro_rules! operator {
    ($operator:ident, $method:ident) => {
        impl<L: $operator<Output = L> + Copy, const N: usize> $operator for Several<L, N> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(each!(i of N: self.0[i].$method(other.0[i])))
            }
        }
    };
    ($operator:ident, $method:ident, with a number) => {
        impl<L: Lanes, const N: usize> $operator<f64> for Several<L, N> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: f64) -> Self {
                self.$method(self.like(other))
            }
        }
    };
    ($operator:ident, $method:ident, alone) => {
        impl<L: $operator<Output = L> + Copy, const N: usize> $operator for Several<L, N> {
            type Output = Self;
            #[inline(always)]
            fn $method(self) -> Self {
                Self(each!(i of N: self.0[i].$method()))
            }
        }
    };
}
operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);
operator!(Div, div);
operator!(BitAnd, bitand);
operator!(BitOr, bitor);
operator!(Add, add, with a number);
operator!(Sub, sub, with a number);
operator!(Mul, mul, with a number);
operator!(Neg, neg, alone);
operator!(Not, not, alone);
