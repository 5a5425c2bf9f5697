//! The angle of a complex number, by the library's own sine and cosine.

use std::f64::consts::{FRAC_1_SQRT_2, PI, TAU};

use super::complex::{complex, Complex};

/// cos and sin of pi / 8.
const COS_EIGHTH: f64 = 0.923_879_532_511_286_7;
const SIN_EIGHTH: f64 = 0.382_683_432_365_089_8;

/// A quarter of sixteen directions, and the turns they stand at.
const QUARTER: [(Complex, f64); 4] = [
    (complex(1.0, 0.0), 0.0),
    (complex(COS_EIGHTH, SIN_EIGHTH), 1.0 / 16.0),
    (complex(FRAC_1_SQRT_2, FRAC_1_SQRT_2), 2.0 / 16.0),
    (complex(SIN_EIGHTH, COS_EIGHTH), 3.0 / 16.0),
];

/// The angle in radians, from -pi to pi; 0 of 0.
///
/// The nearest of sixteen directions is turned towards z by a series of what is left (below 1/32 of
/// a turn), then by what that missed (below 2e-7), so that rounding is all that stays.
pub(super) fn angle(z: Complex) -> f64 {
    if z.norm_sqr() == 0.0 {
        return 0.0;
    }
    let (direction, turns) = nearest(z);
    let turns = turns + left(z, direction);
    let turns = turns + left(z, Complex::turned(turns));
    wrapped(turns * TAU)
}

/// The radians brought into [-pi, pi] by one turn at most.
pub(super) fn wrapped(radians: f64) -> f64 {
    match radians {
        r if r > PI => r - TAU,
        r if r < -PI => r + TAU,
        r => r,
    }
}

fn nearest(z: Complex) -> (Complex, f64) {
    let mut best = (f64::MIN, QUARTER[0]);
    for (mut direction, mut turns) in QUARTER {
        for _ in 0..4 {
            let along = (z * direction.conj()).re;
            if along > best.0 {
                best = (along, (direction, turns));
            }
            (direction, turns) = (complex(-direction.im, direction.re), turns + 0.25);
        }
    }
    let (direction, turns) = best.1;
    (direction, if turns > 0.5 { turns - 1.0 } else { turns })
}

/// The turns from a direction to z, by the series of the arc tangent.
fn left(z: Complex, direction: Complex) -> f64 {
    let seen = z * direction.conj();
    let tan = seen.im / seen.re;
    let tan2 = tan * tan;
    tan * (1.0 - tan2 * (1.0 / 3.0 - tan2 * (1.0 / 5.0 - tan2 / 7.0))) / TAU
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angle_is_that_of_the_platform_to_rounding() {
        for i in -5000..5000 {
            let truth = f64::from(i) * PI / 5000.0 + 1e-4;
            let z = complex(3.0 * truth.cos(), 3.0 * truth.sin());
            let error = angle(z) - z.im.atan2(z.re);
            assert!(error.abs() < 2e-15, "{truth} {error:e}");
        }
    }

    #[test]
    fn axes_are_exact_and_nothing_has_the_angle_0() {
        for (re, im, expected) in
            [(2.0, 0.0, 0.0), (0.0, 1.0, PI / 2.0), (-1.0, 0.0, PI), (0.0, -3.0, -PI / 2.0)]
        {
            assert_eq!(angle(complex(re, im)), expected);
        }
        assert_eq!(angle(complex(0.0, 0.0)), 0.0);
    }

    #[test]
    fn tiny_and_huge_numbers_have_their_angle() {
        for size in [1e-140, 1e100] {
            assert!((angle(complex(size, -size)) + PI / 4.0).abs() < 1e-15);
        }
    }
}
