//! AVX-512 F, DQ and VL, on the x86-64 CPUs that have them: the witness, and masks of a bit per lane.

use super::Mask;
use std::arch::x86_64::*;
use std::ops::{BitAnd, BitOr, Not};

/// Witness that this CPU has AVX-512 F, DQ and VL, and AVX2 and FMA; see [`super::Backend`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Avx512(());

impl Avx512 {
    /// The witness, if the CPU has the instructions.
    pub fn detect() -> Option<Self> {
        let wide = std::is_x86_feature_detected!("avx512f")
            && std::is_x86_feature_detected!("avx512dq")
            && std::is_x86_feature_detected!("avx512vl");
        (super::avx2::Avx2::detect().is_some() && wide).then_some(Self(()))
    }
}

/// Runs intrinsics that only need the instructions.
macro_rules! avx512 {
    ($body:expr) => {{
        // Some intrinsics are safe where the instructions are enabled: for them `unsafe` is unused.
        // SAFETY: every value here descends from an `Avx512`, which exists only where the CPU has
        // AVX-512 F, DQ and VL; memory is touched only through references to arrays of a row.
        #[allow(unused_unsafe)]
        unsafe {
            $body
        }
    }};
}

pub(super) use avx512;

/// The mask of a register: a bit per lane.
macro_rules! mask {
    ($(#[$doc:meta])* $name:ident($raw:ty) of $width:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name(pub(super) $raw);

        impl Mask for $name {
            const WIDTH: usize = $width;
            #[inline(always)]
            fn bits(self) -> u64 {
                u64::from(self.0) & (u64::MAX >> (64 - $width))
            }
        }
        impl BitAnd for $name {
            type Output = Self;
            #[inline(always)]
            fn bitand(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }
        }
        impl BitOr for $name {
            type Output = Self;
            #[inline(always)]
            fn bitor(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }
        impl Not for $name {
            type Output = Self;
            #[inline(always)]
            fn not(self) -> Self {
                Self(!self.0)
            }
        }
    };
}
mask! {
    /// Four truth values: the low bits.
    Mask4(__mmask8) of 4
}
mask! {
    /// Eight truth values.
    Mask8(__mmask8) of 8
}
mask! {
    /// Sixteen truth values.
    Mask16(__mmask16) of 16
}
