//! Every register computes what one plain number computes, also of the numbers that seldom occur.

use super::*;
use crate::random::Xoshiro;
use crate::simd::{F32x1, Float, Lanes, Mask, Streams, Words};
use std::collections::BTreeMap;
use std::f64::consts::FRAC_1_SQRT_2;

/// Read in either precision: those at the edge of one are plain, zero or infinite in the other.
const AWKWARD: [f64; 32] = [
    0.0,
    -0.0,
    0.5, // ties
    1.5,
    2.5,
    -0.5,
    -1.5,
    -2.5,
    1.0,
    -1.0,
    1.0 + f64::EPSILON, // whose product with itself is seen only where it is not rounded
    1.0 + f32::EPSILON as f64,
    1.0 / 3.0,
    -1e10,
    1e-30,
    FRAC_1_SQRT_2, // where a significand counts to the lower power of two
    FRAC_1_SQRT_2 * (1.0 - f64::EPSILON),
    FRAC_1_SQRT_2 * (1.0 - f32::EPSILON as f64),
    5e-324, // the least and the largest subnormal, the least normal number
    2.225073858507201e-308,
    f64::MIN_POSITIVE,
    -1e-45,
    1.1754942e-38,
    f32::MIN_POSITIVE as f64,
    f64::MAX,
    -f64::MAX,
    f32::MAX as f64,
    -f32::MAX as f64,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
    -f64::NAN,
];

const N_TRIPLES: usize = AWKWARD.len().pow(3);

/// Every three of the awkward numbers, by index.
fn triple(index: usize) -> [f64; 3] {
    [1, AWKWARD.len(), AWKWARD.len().pow(2)].map(|place| AWKWARD[index / place % AWKWARD.len()])
}

/// All triples, as three columns.
fn columns<S: Float>() -> [Vec<S>; 3] {
    let column = |place| (0..N_TRIPLES).map(|index| S::from_f64(triple(index)[place])).collect();
    [column(0), column(1), column(2)]
}

/// The bits that each operation of each kind gave, in the order of its inputs.
struct Outcomes {
    kind: &'static str,
    bits: BTreeMap<(&'static str, &'static str), Vec<u64>>,
}

impl Outcomes {
    fn of(&mut self, operation: &'static str) -> &mut Vec<u64> {
        self.bits.entry((self.kind, operation)).or_default()
    }

    fn add<L: Lanes>(
        &mut self,
        operation: &'static str,
        value: L,
        bits: impl Fn(L::Scalar) -> u64,
    ) {
        let mut lanes = [L::Scalar::default(); 16];
        value.store(&mut lanes);
        self.of(operation).extend(lanes[..L::WIDTH].iter().map(|&lane| bits(lane)));
    }

    fn add_exact<L: Lanes>(&mut self, operation: &'static str, value: L) {
        self.add(operation, value, L::Scalar::bits);
    }

    /// What is rounded: IEEE 754 leaves the sign and payload of a NaN open, and CPUs differ.
    fn add_rounded<L: Lanes>(&mut self, operation: &'static str, value: L) {
        let any_nan = L::Scalar::from_f64(f64::NAN).bits();
        self.add(operation, value, |x| if x.to_f64().is_nan() { any_nan } else { x.bits() });
    }

    fn add_mask<M: Mask>(&mut self, operation: &'static str, mask: M) {
        assert_eq!(mask.bits() >> M::WIDTH, 0, "{operation}: bits beyond the lanes");
        assert_eq!(mask.any(), mask.bits() != 0, "{operation}");
        self.of(operation).extend((0..M::WIDTH).map(|i| mask.bits() >> i & 1));
    }
}

#[inline(always)]
fn operations<L: Lanes>(
    isa: L::Isa,
    numbers: &[Vec<L::Scalar>; 3],
    single: &[f32],
    all: &mut Outcomes,
) {
    for first in (0..N_TRIPLES).step_by(L::WIDTH) {
        let [x, y, z] = numbers.each_ref().map(|column| L::load(isa, &column[first..]));
        all.add_exact("all", L::all(isa, numbers[0][first / 16]));
        all.add_exact("neg", -x);
        all.add_exact("abs", x.abs());
        all.add_exact("select", x.select(y.lt(z), y));
        all.add_exact("at_least", x.at_least(y));
        all.add_exact("at_most", x.at_most(y));
        all.add_exact("low_bits_as_exponent", x.low_bits_as_exponent());
        all.add_exact("exponent", x.split_exponent().0);
        all.add_exact("significand", x.split_exponent().1);
        all.add_exact("held", x.held(-1.0, 1.0));
        all.add_exact("power_of_eighths", x.power_of_eighths());
        all.add_rounded("load_single", L::load_single(isa, &single[first..]));
        all.add_rounded("add", x + y);
        all.add_rounded("sub", x - y);
        all.add_rounded("mul", x * y);
        all.add_rounded("div", x / y);
        all.add_rounded("mul_add", x.mul_add(y, z));
        all.add_rounded("sqrt", x.sqrt());
        all.add_rounded("round", x.round());
        all.add_rounded("with a number", (x + 0.1) * 0.1 - 0.1);
        all.add_mask("lt", x.lt(y));
        all.add_mask("le", x.le(y));
        all.add_mask("not_lt", x.not_lt(y));
        all.add_mask("and", x.lt(y) & x.lt(z));
        all.add_mask("or", x.lt(y) | x.lt(z));
        all.add_mask("not", !x.lt(y));
    }
}

#[inline(always)]
fn words<L: Streams>(isa: L::Isa, all: &mut Outcomes) {
    // no bits, all of them, and what lies between
    let mut state: Vec<u32> = (0..64).map(|lane| u32::MAX / 63 * lane).collect();
    for draw in 0..2000 {
        for first in (0..16).step_by(L::WIDTH) {
            let row = |number: usize| L::Bits::load(isa, &state[16 * number + first..]);
            let mut generators = Xoshiro([row(0), row(1), row(2), row(3)]);
            let bits = generators.word();
            for (number, row) in generators.0.into_iter().enumerate() {
                row.store(&mut state[16 * number + first..]);
            }
            let (one, two) = (L::splat(isa, f64::from(draw)), L::splat(isa, -0.0));
            let swapped = one.swapped_by(two, bits);
            all.add_exact("magnitude", L::magnitude(bits));
            all.add_exact("centred", L::centred(bits));
            all.add_exact("signed_by", one.signed_by(bits));
            all.add_exact("swapped_by, first", swapped.0);
            all.add_exact("swapped_by, second", swapped.1);
        }
        all.of("state").extend(state.iter().map(|word| u64::from(*word)));
    }
}

/// Does all of it in both precisions.
struct Everything<'a> {
    single: &'a [Vec<f32>; 3],
    double: &'a [Vec<f64>; 3],
}

impl Everything<'_> {
    #[inline(always)]
    fn outcomes<I: Copy, Single, Half, Double, HalfDouble>(self, isa: I) -> Outcomes
    where
        Single: Streams<Isa = I>,
        Half: Streams<Isa = I>,
        Double: Lanes<Scalar = f64, Isa = I>,
        HalfDouble: Lanes<Scalar = f64, Isa = I>,
    {
        let mut all = Outcomes { kind: "single", bits: BTreeMap::new() };
        operations::<Single>(isa, self.single, &self.single[0], &mut all);
        words::<Single>(isa, &mut all);
        all.kind = "half single";
        operations::<Half>(isa, self.single, &self.single[0], &mut all);
        words::<Half>(isa, &mut all);
        all.kind = "double";
        operations::<Double>(isa, self.double, &self.single[0], &mut all);
        all.kind = "half double";
        operations::<HalfDouble>(isa, self.double, &self.single[0], &mut all);
        all
    }
}

impl Kernel for Everything<'_> {
    type Output = Outcomes;
    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> Outcomes {
        self.outcomes::<I, I::Single, I::HalfSingle, I::Double, I::HalfDouble>(isa)
    }
}

#[test]
fn every_register_computes_what_one_number_does() {
    let (single, double) = (columns(), columns());
    let everything = || Everything { single: &single, double: &double };
    let expected = everything().outcomes::<Scalar, F32x1, F32x1, f64, f64>(Scalar).bits;
    let mut wrong = Vec::new();
    for backend in Backend::available() {
        let ours = backend.run(everything()).bits;
        for (operation, expected) in &expected {
            let ours = &ours[operation];
            assert_eq!(ours.len(), expected.len(), "{} {operation:?}", backend.name());
            if let Some(i) = (0..ours.len()).find(|&i| ours[i] != expected[i]) {
                let bits = format!("{:x}, one number {:x}", ours[i], expected[i]);
                // the index of a draw, or of a triple
                wrong.push(format!("{} {operation:?} {i} {:?}: {bits}", backend.name(), triple(i)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_best_backend_is_the_last_available() {
    assert_eq!(Backend::available().last(), Some(&Backend::best()));
    assert_eq!(Backend::best().name() == "neon", cfg!(target_arch = "aarch64"));
}
