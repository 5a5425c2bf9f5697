//! The choice of instruction set, made when a simulator is made.

#[cfg(target_arch = "x86_64")]
use super::avx2::{Avx2, F64x4};
use super::{Lanes, Scalar};

/// A computation that does not know its width; [`Backend::run`] gives it one.
pub trait Kernel {
    /// What the computation yields.
    type Output;
    /// Runs over lanes of type `L`.
    fn run<L: Lanes<Scalar = f64>>(self, isa: L::Isa) -> Self::Output;
}

/// The instruction set that a kernel is run with. Every one gives the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// One cell at a time; fused multiply-add in software: slow, same bits.
    Portable,
    /// One cell at a time, with the CPU's fused multiply-add.
    #[cfg(target_arch = "x86_64")]
    Scalar(Avx2),
    /// Four cells at a time.
    #[cfg(target_arch = "x86_64")]
    Avx2(Avx2),
}

#[cfg(target_arch = "x86_64")]
impl Avx2 {
    /// Runs `kernel` in a function compiled for AVX2 and FMA, so that all that is inlined into it is too.
    #[inline]
    fn run<L: Lanes<Scalar = f64>, K: Kernel>(self, kernel: K, isa: L::Isa) -> K::Output {
        #[target_feature(enable = "avx2,fma")]
        fn compiled_for_avx2<L: Lanes<Scalar = f64>, K: Kernel>(
            kernel: K,
            isa: L::Isa,
        ) -> K::Output {
            kernel.run::<L>(isa)
        }
        // SAFETY: `self` exists, so `detect` has seen avx2 and fma on this CPU.
        unsafe { compiled_for_avx2::<L, K>(kernel, isa) }
    }
}

impl Backend {
    /// Every backend that this CPU has, slowest first.
    pub fn available() -> Vec<Self> {
        #[cfg(target_arch = "x86_64")]
        if let Some(avx2) = Avx2::detect() {
            return vec![Self::Portable, Self::Scalar(avx2), Self::Avx2(avx2)];
        }
        vec![Self::Portable]
    }

    /// The fastest backend that this CPU has.
    #[inline]
    pub fn best() -> Self {
        #[cfg(target_arch = "x86_64")]
        if let Some(avx2) = Avx2::detect() {
            return Self::Avx2(avx2);
        }
        Self::Portable
    }

    /// The backend to use: the best, or the lower one that the variable `SUBTHAL_SIMD` names.
    pub fn chosen() -> Self {
        let asked = std::env::var("SUBTHAL_SIMD").unwrap_or_default();
        let mut available = Self::available().into_iter();
        available.rfind(|backend| backend.name() == asked).unwrap_or_else(Self::best)
    }

    /// The backend's name, as `SUBTHAL_SIMD` spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Self::Scalar(_) => "scalar",
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(_) => "avx2",
        }
    }

    /// Runs `kernel` with this backend's instructions.
    #[inline]
    pub fn run<K: Kernel>(self, kernel: K) -> K::Output {
        match self {
            Self::Portable => kernel.run::<f64>(Scalar),
            #[cfg(target_arch = "x86_64")]
            Self::Scalar(avx2) => avx2.run::<f64, K>(kernel, Scalar),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(avx2) => avx2.run::<F64x4, K>(kernel, avx2),
        }
    }
}
