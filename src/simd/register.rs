//! What every register type has in common, written once.

/// A register type: the struct, its operators, and `Lanes`, most of whose methods are one intrinsic.
/// What differs between instruction sets stands in the trailing block.
macro_rules! register {
    (
        $(#[$doc:meta])*
        $name:ident($raw:ty) of $width:literal $scalar:ty, witness $isa:ty, mask $mask:ty, by $run:ident:
        splat $splat:ident, load $load:ident, store $store:ident,
        add $add:ident, sub $sub:ident, mul $mul:ident, div $div:ident,
        mul_add $mul_add:ident, sqrt $sqrt:ident, max $max:ident, min $min:ident;
        $($rest:tt)*
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name($raw);

        impl $crate::simd::Lanes for $name {
            type Isa = $isa;
            type Scalar = $scalar;
            type Mask = $mask;
            const WIDTH: usize = $width;

            #[inline(always)]
            fn splat(_: $isa, x: f64) -> Self {
                Self($run!($splat(x as $scalar)))
            }
            #[inline(always)]
            fn all(_: $isa, x: $scalar) -> Self {
                Self($run!($splat(x)))
            }
            #[inline(always)]
            fn like(self, x: f64) -> Self {
                Self($run!($splat(x as $scalar)))
            }
            #[inline(always)]
            fn load(_: $isa, from: &[$scalar]) -> Self {
                let row: &[$scalar; $width] = from.first_chunk().expect("a whole row");
                Self($run!($load(row.as_ptr())))
            }
            #[inline(always)]
            fn store(self, to: &mut [$scalar]) {
                let row: &mut [$scalar; $width] = to.first_chunk_mut().expect("a whole row");
                $run!($store(row.as_mut_ptr(), self.0));
            }
            #[inline(always)]
            fn mul_add(self, a: Self, b: Self) -> Self {
                Self($run!($mul_add(self.0, a.0, b.0)))
            }
            #[inline(always)]
            fn sqrt(self) -> Self {
                Self($run!($sqrt(self.0)))
            }
            // of two zeros, or where one is NaN, the instruction gives its second operand
            #[inline(always)]
            fn at_least(self, low: Self) -> Self {
                Self($run!($max(low.0, self.0)))
            }
            #[inline(always)]
            fn at_most(self, high: Self) -> Self {
                Self($run!($min(high.0, self.0)))
            }
            $($rest)*
        }

        $crate::simd::register::operator!($name, $run, Add, add, $add);
        $crate::simd::register::operator!($name, $run, Sub, sub, $sub);
        $crate::simd::register::operator!($name, $run, Mul, mul, $mul);
        $crate::simd::register::operator!($name, $run, Div, div, $div);
        $crate::simd::register::with_number!($name);
    };
}

/// An operator that is one intrinsic.
macro_rules! operator {
    ($of:ty, $run:ident, $operator:ident, $method:ident, $intrinsic:ident) => {
        impl std::ops::$operator for $of {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self($run!($intrinsic(self.0, other.0)))
            }
        }
    };
}

/// The operators with one number for all lanes.
macro_rules! with_number {
    ($of:ty) => {
        $crate::simd::register::with_number!($of, Add, add);
        $crate::simd::register::with_number!($of, Sub, sub);
        $crate::simd::register::with_number!($of, Mul, mul);
    };
    ($of:ty, $operator:ident, $method:ident) => {
        impl std::ops::$operator<f64> for $of {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: f64) -> Self {
                std::ops::$operator::$method(self, $crate::simd::Lanes::like(self, other))
            }
        }
    };
}

pub(super) use {operator, register, with_number};
