//! The two floating-point formats, and what the functions over lanes need to know of each.
//!
//! Coefficients: interpolation at Chebyshev nodes in 50-digit arithmetic; the largest relative
//! error of each polynomial stands beside it. Double precision rounds at 1.1e-16, single at 6e-8.

use super::{Isa, Lanes};
use std::fmt::Debug;
use std::ops::{AddAssign, Mul};

/// The bits of 2^(j/8), less j eighths of the exponent's last place: adding n, shifted to count eighths of the
/// exponent's last place, to the entry of n's last three bits gives 2^(n/8).
pub(super) const EIGHTHS: [u64; 8] = [
    0x3FF0000000000000,
    0x3FEF72B83C7D517B,
    0x3FEF06FE0A31B715,
    0x3FEEBFDAD5362A27,
    0x3FEEA09E667F3BCD,
    0x3FEEACE5422AA0DB,
    0x3FEEE89F995AD3AD,
    0x3FEF5818DCFBA487,
];
/// The same in single precision.
pub(super) const EIGHTHS_SINGLE: [u32; 8] = [
    0x3F800000, 0x3F7B95C2, 0x3F7837F0, 0x3F75FED7, 0x3F7504F3, 0x3F75672A, 0x3F7744FD, 0x3F7AC0C7,
];

/// The bits of sqrt(1/2): below it, a significand counts to the next lower power of two.
pub(super) const SQRT_HALF_BITS: i64 = 0x3FE6_A09E_667F_3BCD;
pub(super) const SQRT_HALF_BITS_SINGLE: i32 = 0x3F35_04F3;

/// A format in which numbers are stored between steps.
pub trait Float:
    Copy
    + Debug
    + Default
    + PartialEq
    + PartialOrd
    + AddAssign
    + Mul<Output = Self>
    + Send
    + Sync
    + 'static
{
    /// The register that an instruction set has for it.
    type Lanes<I: Isa>: Lanes<Scalar = Self, Isa = I>;

    /// The one for the last cells of a population.
    type HalfLanes<I: Isa>: Lanes<Scalar = Self, Isa = I>;

    /// Its name, as a configuration spells it.
    const NAME: &'static str;
    /// 1.5 times the power of two whose last place is 1: added to a small number, it leaves the
    /// nearest whole number in the low bits.
    const ROUNDER: f64;
    /// The smallest that is not subnormal.
    const SMALLEST_NORMAL: f64;
    /// What an exponent of zero is stored as.
    const BIAS: f64;
    /// Where the exponential is held: e^x and the power of two in it are finite and normal.
    const EXP_RANGE: (f64, f64);
    /// ln 2 = high + low, with k * high exact for every exponent k.
    const LN2: (f64, f64);
    /// (e^r - 1 - r) / r^2 on |r| <= ln(2)/2.
    const EXP: &'static [f64];
    /// (2^f - 1) / f on |f| <= 1/16.
    const EXP2: &'static [f64];
    /// (ln(1+f) - f) / f^2 on sqrt(1/2) <= 1+f <= sqrt(2).
    const LN: &'static [f64];
    /// (sin(2 pi r)/r - 2 pi) / r^2 as a polynomial in r^2 on |r| <= 1/8.
    const SIN: &'static [f64];
    /// (cos(2 pi r) - 1 + 2 pi^2 r^2) / r^4 as a polynomial in r^2 on |r| <= 1/8.
    const COS: &'static [f64];
    /// 2 pi less its rounded value.
    const TWO_PI_LOW: f64;
    /// Squares of turns below this change no bit of a sine or cosine, and their own squares may be subnormal.
    const LEAST_SQUARE: f64;
    /// (z/(1 - e^-z) - 1 - z/2) / z^2 as a polynomial in z^2 on |z| <= 0.6.
    const LINOID: &'static [f64];

    /// The nearest number of this format.
    fn from_f64(x: f64) -> Self;
    /// The same number.
    fn to_f64(self) -> f64;
    /// Without its sign.
    fn magnitude(self) -> Self;
    /// Its bits, the upper ones zero in single precision.
    fn bits(self) -> u64;
    /// The number of these bits; in single precision of the lower ones.
    fn from_bits(bits: u64) -> Self;
}

impl Float for f64 {
    type Lanes<I: Isa> = I::Double;
    type HalfLanes<I: Isa> = I::HalfDouble;

    const NAME: &'static str = "double";
    const ROUNDER: f64 = 6755399441055744.0;
    const SMALLEST_NORMAL: f64 = f64::MIN_POSITIVE;
    const BIAS: f64 = 1023.0;
    const EXP_RANGE: (f64, f64) = (-708.0, 709.0);
    const LN2: (f64, f64) = (0.6931471804855391, 7.440617110012397e-11); // 20 bits free
    const EXP: &'static [f64] = &[
        // 1.6e-17 of e^r
        0.5,
        0.16666666666666669,
        0.04166666666662413,
        0.008333333333330062,
        0.0013888888917213717,
        0.00019841269863053618,
        2.4801521295954376e-05,
        2.7557268459997064e-06,
        2.7620088445409746e-07,
        2.510038549551032e-08,
    ];
    const EXP2: &'static [f64] = &[
        // 2.9e-18 of 2^f
        std::f64::consts::LN_2,
        0.24022650695911515,
        0.05550410866482524,
        0.009618129085174114,
        0.001333355811540106,
        0.00015404522031482425,
        1.5253704263750014e-05,
    ];
    const LN: &'static [f64] = &[
        // 6.1e-18
        -0.5,
        0.3333333333333337,
        -0.24999999999999434,
        0.1999999999997549,
        -0.16666666666809393,
        0.14285714290233606,
        -0.12499999988212465,
        0.11111110729430652,
        -0.10000000293991367,
        0.09090926540362117,
        -0.08333341870611288,
        0.07691845794522431,
        -0.0714217749496584,
        0.06673751960881823,
        -0.0626688344979846,
        0.05825038314510255,
        -0.05349133420004593,
        0.05408172400384949,
        -0.062078441665561535,
        0.05648094821023633,
        -0.024326051625353194,
    ];
    const SIN: &'static [f64] = &[
        // 1.3e-17
        -41.341702240399755,
        81.6052492760517,
        -76.70585973561397,
        42.05868917945876,
        -15.094054064726203,
        3.786430011879243,
    ];
    const COS: &'static [f64] = &[
        // 1.8e-18
        64.9393940226683,
        -85.45681720668455,
        60.244641365020044,
        -26.426254910686037,
        7.903305118614352,
        -1.7012202112573187,
    ];
    const TWO_PI_LOW: f64 = 2.4492935982947064e-16;
    const LEAST_SQUARE: f64 = 0.0; // turns of half a subnormal's root, 1e-77, do not come
    const LINOID: &'static [f64] = &[
        // 9.1e-18 of the linoid
        0.08333333333333331,
        -0.0013888888888861203,
        3.306878297899943e-05,
        -8.26718511174144e-07,
        2.0871033902338156e-08,
        -5.142096181016376e-10,
    ];

    #[inline(always)]
    fn from_f64(x: f64) -> Self {
        x
    }
    #[inline(always)]
    fn to_f64(self) -> f64 {
        self
    }
    #[inline(always)]
    fn magnitude(self) -> Self {
        self.abs()
    }
    fn bits(self) -> u64 {
        self.to_bits()
    }
    fn from_bits(bits: u64) -> Self {
        f64::from_bits(bits)
    }
}

impl Float for f32 {
    type Lanes<I: Isa> = I::Single;
    type HalfLanes<I: Isa> = I::HalfSingle;

    const NAME: &'static str = "single";
    const ROUNDER: f64 = 12582912.0;
    const SMALLEST_NORMAL: f64 = f32::MIN_POSITIVE as f64;
    const BIAS: f64 = 127.0;
    const EXP_RANGE: (f64, f64) = (-87.0, 88.0);
    const LN2: (f64, f64) = (0.693359375, -0.00021219444005471377); // 15 bits free
    const EXP: &'static [f64] = &[
        // 1.1e-8 of e^r
        0.5000000000000004,
        0.16666576988699272,
        0.04166655461716041,
        0.00836317905264006,
        0.0013926183592580573,
    ];
    // 2.6e-8 of 2^f
    const EXP2: &'static [f64] = &[0.6931471721366228, 0.2402576335791576, 0.05551147368926497];
    const LN: &'static [f64] = &[
        // 1.4e-8
        -0.49999997647663963,
        0.33333330025507474,
        -0.25000781783340975,
        0.20001235268447493,
        -0.16626625947668758,
        0.14204820407134533,
        -0.13127730850144528,
        0.12723036620059902,
        -0.07673609938729957,
    ];
    // 1.7e-9
    const SIN: &'static [f64] =
        &[-41.34170223339825, 81.60523494953598, -76.70127677520593, 41.589075546400565];
    // 1.0e-9
    const COS: &'static [f64] = &[64.93939088503906, -85.4532053285508, 59.627908039350224];
    const TWO_PI_LOW: f64 = -1.7484556025237907e-7;
    const LEAST_SQUARE: f64 = 8.673617379884035e-19; // 2^-60
    const LINOID: &'static [f64] = &[
        // 5.8e-10
        0.08333333214424593,
        -0.0013888294044924938,
        3.262687824361054e-05,
    ];

    #[inline(always)]
    fn from_f64(x: f64) -> Self {
        x as f32
    }
    #[inline(always)]
    fn to_f64(self) -> f64 {
        f64::from(self)
    }
    #[inline(always)]
    fn magnitude(self) -> Self {
        self.abs()
    }
    fn bits(self) -> u64 {
        u64::from(self.to_bits())
    }
    fn from_bits(bits: u64) -> Self {
        f32::from_bits(bits as u32)
    }
}
