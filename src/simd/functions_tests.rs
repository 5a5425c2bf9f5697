//! The functions over lanes: what they are at the edges, and the same bits from every backend.

use super::truth_tests::{self as truth, Truth};
use super::{Backend, F32x1, Float, Isa, Kernel, Lanes, Scalar};
use crate::random::Stream;

/// A function of one number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Function {
    Exp,
    Exp2,
    ExpM1,
    Ln,
    Sin,
    Cos,
    Linoid,
}
use Function::*;

const FUNCTIONS: [Function; 7] = [Exp, Exp2, ExpM1, Ln, Sin, Cos, Linoid];

impl Function {
    #[inline(always)]
    fn of<L: Lanes>(self, x: L) -> L {
        match self {
            Exp => x.exp(),
            Exp2 => L::exp2_each([-x, x])[1],
            ExpM1 => x.exp_m1(),
            Ln => x.ln(),
            Sin => x.sin_cos_turns().0,
            Cos => x.sin_cos_turns().1,
            Linoid => {
                quotient(L::linoid_each([-x, x], [1.0; 2], [x.exp(), (-x).exp()], [1.0; 2])[1])
            }
        }
    }

    /// What it should be.
    pub fn truth(self, x: f64) -> Truth {
        match self {
            Exp => truth::exp(x),
            Exp2 => truth::exp2(x),
            ExpM1 => truth::exp_m1(x),
            Ln => truth::ln(x),
            Sin => truth::sin_cos_turns(x).0,
            Cos => truth::sin_cos_turns(x).1,
            Linoid => truth::linoid(x),
        }
    }
}

#[inline(always)]
fn quotient<L: Lanes>((numerator, denominator): (L, L)) -> L {
    numerator / denominator
}

/// A function of many numbers, sixteen times so many.
pub struct Values<'a, S>(pub Function, pub &'a [S]);

impl<S: Float> Kernel for Values<'_, S> {
    type Output = Vec<S>;

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> Vec<S> {
        values::<S::Lanes<I>>(isa, self.0, self.1)
    }
}

#[inline(always)]
fn values<L: Lanes>(isa: L::Isa, function: Function, xs: &[L::Scalar]) -> Vec<L::Scalar> {
    assert!(xs.len().is_multiple_of(L::WIDTH));
    let mut ys = xs.to_vec();
    for row in ys.chunks_exact_mut(L::WIDTH) {
        function.of(L::load(isa, row)).store(row);
    }
    ys
}

/// The same in registers of half the width, where there are any.
struct HalfValues<'a, S>(Function, &'a [S]);

impl<S: Float> Kernel for HalfValues<'_, S> {
    type Output = Vec<S>;

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> Vec<S> {
        values::<S::HalfLanes<I>>(isa, self.0, self.1)
    }
}

/// A function of one number, in one precision.
fn value<S: Float>(function: Function, x: f64) -> f64 {
    Backend::best().run(Values(function, &[S::from_f64(x); 16]))[0].to_f64()
}

mod edges {
    use super::*;

    fn assert_of_exponentials<S: Float>() {
        let (low, high) = S::EXP_RANGE;
        for (x, exp, exp_m1) in [(0.0, 1.0, 0.0), (-0.0, 1.0, 0.0), (low - 1.0, 0.0, -1.0)] {
            assert_eq!((value::<S>(Exp, x), value::<S>(ExpM1, x)), (exp, exp_m1), "{x}");
        }
        for (x, limit) in [(f64::NEG_INFINITY, 0.0), (high + 1.0, f64::INFINITY)] {
            assert_eq!(value::<S>(Exp, x), limit, "{x}");
        }
        assert_eq!(value::<S>(Exp, f64::INFINITY), f64::INFINITY);
        assert!(value::<S>(Exp, low) > 0.0 && value::<S>(Exp, high) < f64::INFINITY);
        assert_eq!(value::<S>(ExpM1, f64::INFINITY), value::<S>(ExpM1, high));
        assert!(value::<S>(Exp, f64::NAN).is_nan() && value::<S>(ExpM1, f64::NAN).is_nan());
    }

    #[test]
    fn exponentials_begin_at_one_and_end_where_they_say() {
        assert_of_exponentials::<f32>();
        assert_of_exponentials::<f64>();
    }

    fn assert_of_whole_powers<S: Float>() {
        for k in [-126, -3, -1, 0, 1, 2, 127] {
            assert_eq!(value::<S>(Exp2, f64::from(k)), 2f64.powi(k), "2^{k}, {}", S::NAME);
        }
    }

    #[test]
    fn whole_powers_of_two_are_exact() {
        assert_of_whole_powers::<f32>();
        assert_of_whole_powers::<f64>();
    }

    fn assert_of_ln<S: Float>() {
        assert_eq!(value::<S>(Ln, 1.0), 0.0);
        for k in [-120, -1, 1, 2, 120] {
            let rounded = S::from_f64(f64::from(k) * std::f64::consts::LN_2);
            assert_eq!(value::<S>(Ln, 2f64.powi(k)), rounded.to_f64(), "2^{k}");
        }
    }

    #[test]
    fn ln_of_one_is_zero_and_of_powers_of_two_is_rounded_once() {
        assert_of_ln::<f32>();
        assert_of_ln::<f64>();
    }

    fn assert_of_quarters<S: Float>(whole_turns: f64) {
        for (quarter, sin, cos) in
            [(0.0, 0.0, 1.0), (1.0, 1.0, 0.0), (2.0, 0.0, -1.0), (3.0, -1.0, 0.0)]
        {
            let turns = whole_turns + quarter * 0.25;
            assert_eq!((value::<S>(Sin, turns), value::<S>(Cos, turns)), (sin, cos), "{turns}");
        }
    }

    #[test]
    fn quarter_turns_are_exact() {
        for whole_turns in [0.0, -1.0, 1.0, -7.0, 1e6] {
            assert_of_quarters::<f32>(whole_turns);
            assert_of_quarters::<f64>(whole_turns);
        }
        assert_of_quarters::<f64>(-1e12);
    }

    fn assert_of_linoid<S: Float>() {
        assert_eq!((value::<S>(Linoid, 0.0), value::<S>(Linoid, -0.0)), (1.0, 1.0));
        let last_place = 1.5 / S::ROUNDER;
        for end in [-0.6, 0.6] {
            let (near, far) =
                (value::<S>(Linoid, end * (1.0 - last_place)), value::<S>(Linoid, end));
            assert!((near - far).abs() <= 4.0 * last_place, "{near} {far} in {}", S::NAME);
        }
    }

    #[test]
    fn linoid_fills_its_hole_and_has_no_step_where_its_series_ends() {
        assert_of_linoid::<f32>();
        assert_of_linoid::<f64>();
    }
}

mod backends {
    use super::*;

    const EDGES: [f64; 16] = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.6,
        -0.6,
        87.0,
        88.0,
        -708.0,
        709.0,
        1e-40,
        -1e-310,
        f64::MAX,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
    ];

    /// The edges, then numbers of all sizes and either sign.
    fn numbers<S: Float>() -> Vec<S> {
        let mut stream = Stream::named(1, &["numbers"]);
        let drawn = (0..4096).map(|_| stream.normal() * (20.0 * stream.normal()).exp2());
        EDGES.into_iter().chain(drawn).map(S::from_f64).collect()
    }

    fn assert_bits_of_one_lane<L: Lanes<Isa = Scalar>>() {
        let xs = numbers();
        let bits = |ys: Vec<L::Scalar>| ys.into_iter().map(Float::bits).collect::<Vec<_>>();
        for function in FUNCTIONS {
            let one_lane = bits(values::<L>(Scalar, function, &xs));
            for backend in Backend::available() {
                let many = bits(backend.run(Values(function, &xs)));
                let fewer = bits(backend.run(HalfValues(function, &xs)));
                assert!(
                    one_lane == many && one_lane == fewer,
                    "{function:?}, {}, {}",
                    L::Scalar::NAME,
                    backend.name()
                );
            }
        }
    }

    #[test]
    fn every_backend_gives_the_bits_of_one_lane() {
        assert_bits_of_one_lane::<F32x1>();
        assert_bits_of_one_lane::<f64>();
    }
}
