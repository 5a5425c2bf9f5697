//! The choice of instruction set, made when a simulator is made.

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
    Fma(Fma),
}

/// Witness that this CPU has AVX2 and FMA.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fma(());

#[cfg(target_arch = "x86_64")]
impl Fma {
    /// The witness, if the CPU has the instructions.
    pub fn detect() -> Option<Self> {
        (std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("fma"))
            .then_some(Self(()))
    }

    /// Runs `kernel` in a function compiled for FMA, so that all that is inlined into it is too.
    #[inline]
    fn run<K: Kernel>(self, kernel: K) -> K::Output {
        #[target_feature(enable = "avx2,fma")]
        fn compiled_for_fma<K: Kernel>(kernel: K) -> K::Output {
            kernel.run::<f64>(Scalar)
        }
        // SAFETY: `self` exists, so `detect` has seen avx2 and fma on this CPU.
        unsafe { compiled_for_fma(kernel) }
    }
}

impl Backend {
    /// The fastest backend that this CPU has.
    #[inline]
    pub fn best() -> Self {
        #[cfg(target_arch = "x86_64")]
        if let Some(fma) = Fma::detect() {
            return Self::Fma(fma);
        }
        Self::Portable
    }

    /// The backend to use: the best, unless the variable `SUBTHAL_SIMD` asks for "portable".
    pub fn chosen() -> Self {
        match std::env::var("SUBTHAL_SIMD").as_deref() {
            Ok("portable") => Self::Portable,
            _ => Self::best(),
        }
    }

    /// The backend's name, as `SUBTHAL_SIMD` spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Self::Fma(_) => "scalar",
        }
    }

    /// Runs `kernel` with this backend's instructions.
    #[inline]
    pub fn run<K: Kernel>(self, kernel: K) -> K::Output {
        match self {
            Self::Portable => kernel.run::<f64>(Scalar),
            #[cfg(target_arch = "x86_64")]
            Self::Fma(fma) => fma.run(kernel),
        }
    }
}
