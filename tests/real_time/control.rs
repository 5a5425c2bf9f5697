//! The floating-point environment of a thread: how it rounds, and what it does with subnormal numbers.
#![cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]

use std::arch::asm;

/// What a host may have set: MXCSR and the x87 control word, or FPCR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Control(u64);

/// Ways to round that are not to nearest, by name.
#[cfg(target_arch = "x86_64")]
const OTHER_WAYS: [(&str, u64); 3] = [("down", 1 << 13), ("up", 2 << 13), ("to zero", 3 << 13)];
#[cfg(target_arch = "aarch64")]
const OTHER_WAYS: [(&str, u64); 3] = [("up", 1 << 22), ("down", 2 << 22), ("to zero", 3 << 22)];

/// Subnormal results, and operands, are zero.
#[cfg(target_arch = "x86_64")]
const FLUSH_TO_ZERO: u64 = 1 << 15 | 1 << 6;
#[cfg(target_arch = "aarch64")]
const FLUSH_TO_ZERO: u64 = 1 << 24;

/// An operation on infinities or NaN that has no result.
#[cfg(target_arch = "x86_64")]
pub const INVALID: u32 = 1;
/// A subnormal operand.
#[cfg(target_arch = "x86_64")]
pub const SUBNORMAL: u32 = 1 << 1;
/// A division of something by zero.
#[cfg(target_arch = "x86_64")]
pub const BY_ZERO: u32 = 1 << 2;
/// A result that is too large.
#[cfg(target_arch = "x86_64")]
pub const OVERFLOW: u32 = 1 << 3;

impl Control {
    /// That of this thread; flags of what has happened, which every computation sets, left out.
    #[cfg(target_arch = "x86_64")]
    pub fn now() -> Self {
        let (mut mxcsr, mut x87) = (0_u32, 0_u16);
        // SAFETY: two registers are stored into locals.
        unsafe {
            asm!("stmxcsr [{}]", in(reg) &mut mxcsr, options(nostack, preserves_flags));
            asm!("fnstcw [{}]", in(reg) &mut x87, options(nostack, preserves_flags));
        }
        Self(u64::from(mxcsr & !0x3f) | u64::from(x87) << 32)
    }

    #[cfg(target_arch = "aarch64")]
    pub fn now() -> Self {
        let fpcr: u64;
        // SAFETY: a register is read.
        unsafe { asm!("mrs {}, fpcr", out(reg) fpcr, options(nomem, nostack, preserves_flags)) };
        Self(fpcr)
    }

    /// Makes it that of this thread.
    #[cfg(target_arch = "x86_64")]
    fn set(self) {
        let mxcsr = self.0 as u32;
        // SAFETY: the value was read from the register, but for bits that a program may choose.
        unsafe { asm!("ldmxcsr [{}]", in(reg) &mxcsr, options(nostack, preserves_flags)) };
    }

    #[cfg(target_arch = "aarch64")]
    fn set(self) {
        // SAFETY: the value was read from the register, but for bits that a program may choose.
        unsafe { asm!("msr fpcr, {}", in(reg) self.0, options(nostack, preserves_flags)) };
    }

    /// What `body` gives in this environment, and whether it left it as it was.
    ///
    /// Compiled code takes the usual environment for granted: `body` calls the library and no more.
    #[inline(never)]
    pub fn around<T>(self, body: impl FnOnce() -> T) -> (T, bool) {
        let usual = Self::now();
        self.set();
        let value = body();
        let after = Self::now();
        usual.set();
        (value, after == self)
    }

    /// What the processor notes while `body` runs: [`INVALID`] and so on.
    #[cfg(target_arch = "x86_64")]
    #[inline(never)]
    pub fn noted(body: impl FnOnce()) -> u32 {
        let mut mxcsr = 0_u32;
        Self::now().set(); // clears the flags
        body();
        // SAFETY: a register is stored into a local.
        unsafe { asm!("stmxcsr [{}]", in(reg) &mut mxcsr, options(nostack, preserves_flags)) };
        mxcsr & 0x3f
    }

    /// The usual environment, and one that sets subnormal numbers to zero.
    pub fn that_is_served() -> [(&'static str, Self); 2] {
        let usual = Self::now();
        [("usual", usual), ("flush to zero", Self(usual.0 | FLUSH_TO_ZERO))]
    }

    /// The environments that round otherwise than to nearest.
    pub fn that_is_refused() -> [(&'static str, Self); 3] {
        OTHER_WAYS.map(|(name, bits)| (name, Self(Self::now().0 | bits)))
    }
}

#[test]
fn each_environment_does_what_its_name_says() {
    use std::hint::black_box;
    let sums = |control: Control| {
        let sum = || (black_box(1.0) + black_box(1e-30), black_box(-1.0) - black_box(1e-30));
        control.around(sum).0
    };
    let [(_, down), (_, up), (_, zero)] = {
        let mut ways = Control::that_is_refused();
        ways.sort_by_key(|(name, _)| *name); // down, to zero, up
        [ways[0], ways[2], ways[1]]
    };
    assert_eq!(sums(down), (1.0, -1.0 - f64::EPSILON));
    assert_eq!(sums(up), (1.0 + f64::EPSILON, -1.0));
    assert_eq!(sums(zero), (1.0, -1.0));
    let [(_, usual), (_, flush)] = Control::that_is_served();
    let half = || black_box(f64::MIN_POSITIVE) * black_box(0.5);
    assert_eq!((usual.around(half).0 > 0.0, flush.around(half).0 > 0.0), (true, false));
}
