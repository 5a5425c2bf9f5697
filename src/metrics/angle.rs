//! The angle of a complex number, by the library's own sine and cosine.

use rustfft::num_complex::Complex;

use crate::simd::math::sin_cos_turns;

/// The angle of z in turns, from -1/2 to 1/2; NaN of 0.
///
/// The nearest of 16 directions is turned towards z twice: first by a series of the angle left (below
/// 1/32 of a turn), then by what that missed (below 2e-7), so that the sine's own rounding is all
/// that stays.
pub(super) fn turns(z: Complex<f64>) -> f64 {
    if z.norm_sqr() == 0.0 {
        return f64::NAN;
    }
    let nearest = (-7..=8).map(|i| f64::from(i) / 16.0).fold((f64::MIN, 0.0), |best, turn| {
        let along = along_and_across(z, turn).0;
        if along > best.0 {
            (along, turn)
        } else {
            best
        }
    });
    let turned = towards(z, towards(z, nearest.1));
    turned - if turned > 0.5 { 1.0 } else { 0.0 }
}

/// z in the direction of a turn and at right angles to it.
fn along_and_across(z: Complex<f64>, turn: f64) -> (f64, f64) {
    let (sin, cos) = sin_cos_turns(turn);
    (z.re * cos + z.im * sin, z.im * cos - z.re * sin)
}

/// The turn, with the series of the arc tangent of what is left added.
fn towards(z: Complex<f64>, turn: f64) -> f64 {
    let (along, across) = along_and_across(z, turn);
    let (tan, tan2) = (across / along, across / along * (across / along));
    turn + tan * (1.0 - tan2 * (1.0 / 3.0 - tan2 * (1.0 / 5.0 - tan2 / 7.0)))
        / std::f64::consts::TAU
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angle_is_that_of_the_platform_to_rounding() {
        for i in -5000..5000 {
            let angle = f64::from(i) * std::f64::consts::PI / 5000.0 + 1e-4;
            let z = Complex::new(3.0 * angle.cos(), 3.0 * angle.sin());
            let error = turns(z) * std::f64::consts::TAU - z.im.atan2(z.re);
            assert!(error.abs() < 2e-15, "{angle} {error:e}");
        }
    }

    #[test]
    fn axes_are_exact_and_nothing_has_no_angle() {
        for (re, im, expected) in
            [(2.0, 0.0, 0.0), (0.0, 1.0, 0.25), (-1.0, 0.0, 0.5), (0.0, -3.0, -0.25)]
        {
            assert_eq!(turns(Complex::new(re, im)), expected);
        }
        assert!(turns(Complex::default()).is_nan());
    }
}
