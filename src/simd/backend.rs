//! The choice of instruction set, made when a simulator is made.

#[cfg(target_arch = "aarch64")]
use super::neon::Neon;
#[cfg(target_arch = "x86_64")]
use super::{avx2::Avx2, avx512::Avx512};
use super::{Isa, Scalar};

/// A computation that does not know its width; [`Backend::run`] gives it one.
pub trait Kernel {
    /// What the computation yields.
    type Output;
    /// Runs with the registers of `I`.
    fn run<I: Isa>(self, isa: I) -> Self::Output;
}

/// The instruction set that a kernel is run with. Every one gives the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// Plain arithmetic for any CPU of the target; on x86-64 it fuses in software: slow, same bits.
    Portable,
    /// Plain arithmetic with the CPU's fused multiply-add, which the compiler may pack.
    #[cfg(target_arch = "x86_64")]
    Scalar(Avx2),
    /// 256-bit registers.
    #[cfg(target_arch = "x86_64")]
    Avx2(Avx2),
    /// 512-bit registers.
    #[cfg(target_arch = "x86_64")]
    Avx512(Avx512),
    /// 128-bit registers.
    #[cfg(target_arch = "aarch64")]
    Neon(Neon),
}

#[cfg(target_arch = "x86_64")]
impl Avx2 {
    /// Runs `kernel` in a function compiled for AVX2 and FMA, so that all that is inlined into it is too.
    #[inline]
    fn run<I: Isa, K: Kernel>(self, kernel: K, isa: I) -> K::Output {
        #[target_feature(enable = "avx2,fma,popcnt")]
        fn compiled_for_avx2<I: Isa, K: Kernel>(kernel: K, isa: I) -> K::Output {
            kernel.run(isa)
        }
        // SAFETY: `self` exists, so `detect` has seen avx2 and fma on this CPU.
        unsafe { compiled_for_avx2(kernel, isa) }
    }
}

#[cfg(target_arch = "x86_64")]
impl Avx512 {
    /// Runs `kernel` in a function compiled for AVX-512, so that all that is inlined into it is too.
    #[inline]
    fn run<K: Kernel>(self, kernel: K) -> K::Output {
        #[target_feature(enable = "avx2,fma,popcnt,avx512f,avx512dq,avx512vl")]
        fn compiled_for_avx512<K: Kernel>(kernel: K, isa: Avx512) -> K::Output {
            kernel.run(isa)
        }
        // SAFETY: `self` exists, so `detect` has seen these features on this CPU.
        unsafe { compiled_for_avx512(kernel, self) }
    }
}

/// Runs `kernel` in a function of its own: inlined, it would burden whoever chooses with its frame.
#[inline(never)]
fn apart<K: Kernel, I: Isa>(kernel: K, isa: I) -> K::Output {
    kernel.run(isa)
}

impl Backend {
    /// Every backend that this CPU has, slowest first.
    pub fn available() -> Vec<Self> {
        let mut available = vec![Self::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            let avx2 = Avx2::detect();
            available.extend(avx2.map(Self::Scalar));
            available.extend(avx2.map(Self::Avx2));
            available.extend(Avx512::detect().map(Self::Avx512));
        }
        #[cfg(target_arch = "aarch64")]
        available.extend(Neon::detect().map(Self::Neon));
        available
    }

    /// The fastest backend that this CPU has.
    #[inline]
    pub fn best() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            let narrower = || Avx2::detect().map(Self::Avx2);
            if let Some(backend) = Avx512::detect().map(Self::Avx512).or_else(narrower) {
                return backend;
            }
        }
        #[cfg(target_arch = "aarch64")]
        if let Some(neon) = Neon::detect() {
            return Self::Neon(neon);
        }
        Self::Portable
    }

    /// The backend to use: the best, or the lower one that the variable `SUBTHAL_SIMD` names.
    pub fn chosen() -> Self {
        let asked = std::env::var("SUBTHAL_SIMD").unwrap_or_default();
        let mut available = Self::available().into_iter();
        available.find(|backend| backend.name() == asked).unwrap_or_else(Self::best)
    }

    /// The backend's name, as `SUBTHAL_SIMD` spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Self::Scalar(_) => "scalar",
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(_) => "avx2",
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(_) => "avx512",
            #[cfg(target_arch = "aarch64")]
            Self::Neon(_) => "neon",
        }
    }

    /// Runs `kernel` with this backend's instructions.
    #[inline(always)]
    pub fn run<K: Kernel>(self, kernel: K) -> K::Output {
        match self {
            Self::Portable => apart(kernel, Scalar),
            #[cfg(target_arch = "x86_64")]
            Self::Scalar(avx2) => avx2.run(kernel, Scalar),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(avx2) => avx2.run(kernel, avx2),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(avx512) => avx512.run(kernel),
            // all code for arm64 is compiled for NEON
            #[cfg(target_arch = "aarch64")]
            Self::Neon(neon) => apart(kernel, neon),
        }
    }
}

#[cfg(test)]
#[path = "backend_tests.rs"]
mod tests;
