//! Two registers side by side, as one of twice the width; pairs of pairs for more.
//!
//! A cell is one long chain of operations, each waiting for the last. Side by side, chains overlap; and
//! where a register is one plain number, the compiler may pack them.

use super::{Lanes, Mask, Streams, Words};
use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Sub};

/// Two registers of type `L`.
#[derive(Clone, Copy, Debug)]
pub struct Pair<L>(L, L);

impl<L: Lanes> Lanes for Pair<L> {
    type Isa = L::Isa;
    type Scalar = L::Scalar;
    type Mask = Pair<L::Mask>;
    const WIDTH: usize = 2 * L::WIDTH;

    #[inline(always)]
    fn splat(isa: L::Isa, x: f64) -> Self {
        Self(L::splat(isa, x), L::splat(isa, x))
    }
    #[inline(always)]
    fn all(isa: L::Isa, x: L::Scalar) -> Self {
        Self(L::all(isa, x), L::all(isa, x))
    }
    #[inline(always)]
    fn like(self, x: f64) -> Self {
        Self(self.0.like(x), self.0.like(x))
    }
    #[inline(always)]
    fn load(isa: L::Isa, from: &[L::Scalar]) -> Self {
        let from = &from[..Self::WIDTH];
        Self(L::load(isa, &from[..L::WIDTH]), L::load(isa, &from[L::WIDTH..]))
    }
    #[inline(always)]
    fn store(self, to: &mut [L::Scalar]) {
        let to = &mut to[..Self::WIDTH];
        self.0.store(&mut to[..L::WIDTH]);
        self.1.store(&mut to[L::WIDTH..]);
    }
    #[inline(always)]
    fn load_single(isa: L::Isa, from: &[f32]) -> Self {
        let from = &from[..Self::WIDTH];
        Self(L::load_single(isa, &from[..L::WIDTH]), L::load_single(isa, &from[L::WIDTH..]))
    }
    #[inline(always)]
    fn mul_add(self, a: Self, b: Self) -> Self {
        Self(self.0.mul_add(a.0, b.0), self.1.mul_add(a.1, b.1))
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        Self(self.0.sqrt(), self.1.sqrt())
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self(self.0.abs(), self.1.abs())
    }
    #[inline(always)]
    fn lt(self, other: Self) -> Self::Mask {
        Pair(self.0.lt(other.0), self.1.lt(other.1))
    }
    #[inline(always)]
    fn le(self, other: Self) -> Self::Mask {
        Pair(self.0.le(other.0), self.1.le(other.1))
    }
    #[inline(always)]
    fn not_lt(self, other: Self) -> Self::Mask {
        Pair(self.0.not_lt(other.0), self.1.not_lt(other.1))
    }
    #[inline(always)]
    fn select(self, mask: Self::Mask, other: Self) -> Self {
        Self(self.0.select(mask.0, other.0), self.1.select(mask.1, other.1))
    }
    #[inline(always)]
    fn at_least(self, low: Self) -> Self {
        Self(self.0.at_least(low.0), self.1.at_least(low.1))
    }
    #[inline(always)]
    fn at_most(self, high: Self) -> Self {
        Self(self.0.at_most(high.0), self.1.at_most(high.1))
    }
    #[inline(always)]
    fn low_bits_as_exponent(self) -> Self {
        Self(self.0.low_bits_as_exponent(), self.1.low_bits_as_exponent())
    }
    #[inline(always)]
    fn power_of_eighths(self) -> Self {
        Self(self.0.power_of_eighths(), self.1.power_of_eighths())
    }
    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        let (first, second) = (self.0.split_exponent(), self.1.split_exponent());
        (Self(first.0, second.0), Self(first.1, second.1))
    }
    // several numbers in step fill the wait by themselves, and of one register stay in registers
    #[inline(always)]
    fn exp2_each<const N: usize>(x: [Self; N]) -> [Self; N] {
        // no closure is sure to be inlined into a kernel
        let (mut first, mut second, mut both) = ([x[0].0; N], [x[0].1; N], x);
        for i in 0..N {
            (first[i], second[i]) = (x[i].0, x[i].1);
        }
        (first, second) = (L::exp2_each(first), L::exp2_each(second));
        for i in 0..N {
            both[i] = Self(first[i], second[i]);
        }
        both
    }
}

impl<W: Words> Words for Pair<W> {
    type Isa = W::Isa;
    const WIDTH: usize = 2 * W::WIDTH;

    #[inline(always)]
    fn load(isa: W::Isa, from: &[u32]) -> Self {
        let from = &from[..Self::WIDTH];
        Self(W::load(isa, &from[..W::WIDTH]), W::load(isa, &from[W::WIDTH..]))
    }
    #[inline(always)]
    fn store(self, to: &mut [u32]) {
        let to = &mut to[..Self::WIDTH];
        self.0.store(&mut to[..W::WIDTH]);
        self.1.store(&mut to[W::WIDTH..]);
    }
    #[inline(always)]
    fn shifted_left(self, by: u32) -> Self {
        Self(self.0.shifted_left(by), self.1.shifted_left(by))
    }
    #[inline(always)]
    fn turned_left(self, by: u32) -> Self {
        Self(self.0.turned_left(by), self.1.turned_left(by))
    }
}

impl<L: Streams> Streams for Pair<L> {
    type Bits = Pair<L::Bits>;

    #[inline(always)]
    fn magnitude(bits: Pair<L::Bits>) -> Self {
        Self(L::magnitude(bits.0), L::magnitude(bits.1))
    }
    #[inline(always)]
    fn centred(bits: Pair<L::Bits>) -> Self {
        Self(L::centred(bits.0), L::centred(bits.1))
    }
    #[inline(always)]
    fn swapped_by(self, other: Self, bits: Pair<L::Bits>) -> (Self, Self) {
        let first = self.0.swapped_by(other.0, bits.0);
        let second = self.1.swapped_by(other.1, bits.1);
        (Self(first.0, second.0), Self(first.1, second.1))
    }
    #[inline(always)]
    fn signed_by(self, bits: Pair<L::Bits>) -> Self {
        Self(self.0.signed_by(bits.0), self.1.signed_by(bits.1))
    }
}

impl<M: Mask> Mask for Pair<M> {
    const WIDTH: usize = 2 * M::WIDTH;

    #[inline(always)]
    fn bits(self) -> u64 {
        self.0.bits() | self.1.bits() << M::WIDTH
    }
}

/// An operator, register by register.
macro_rules! operator {
    ($operator:ident, $method:ident) => {
        impl<L: $operator<Output = L>> $operator for Pair<L> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(self.0.$method(other.0), self.1.$method(other.1))
            }
        }
    };
    ($operator:ident, $method:ident, with a number) => {
        impl<L: Lanes> $operator<f64> for Pair<L> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: f64) -> Self {
                self.$method(self.like(other))
            }
        }
    };
    ($operator:ident, $method:ident, alone) => {
        impl<L: $operator<Output = L>> $operator for Pair<L> {
            type Output = Self;
            #[inline(always)]
            fn $method(self) -> Self {
                Self(self.0.$method(), self.1.$method())
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
operator!(BitXor, bitxor);
operator!(Add, add, with a number);
operator!(Sub, sub, with a number);
operator!(Mul, mul, with a number);
operator!(Neg, neg, alone);
operator!(Not, not, alone);
