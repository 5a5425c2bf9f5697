//! A host may trap what it takes for errors of arithmetic (feenableexcept): no run of a preset gives it one.
#![cfg(target_arch = "x86_64")]

use std::hint::black_box;

use subthal::ffi::*;
use subthal::presets::{build, Preset, NAMES};

use super::control::{Control, BY_ZERO, INVALID, OVERFLOW, SUBNORMAL};
use super::everything::{ok, simulator, Everything, INTEGRATORS, PRECISIONS};

const TRAPPED: u32 = INVALID | BY_ZERO | OVERFLOW;

#[test]
fn no_preset_divides_by_zero_overflows_or_makes_what_is_no_number() {
    for preset in NAMES {
        for (precision, integrator) in PRECISIONS.into_iter().zip(INTEGRATORS) {
            let network = build(preset, &Preset::default()).unwrap();
            let sim = simulator(&network, precision, integrator, 0.025);
            // SAFETY: the struct is a local's.
            let noted = Control::noted(|| unsafe {
                let mut run = std::mem::zeroed();
                subthal_run_default(&mut run, size_of_val(&run));
                run.n_steps = 800;
                ok(subthal_simulator_run(sim, &mut run));
            });
            assert_eq!(noted & TRAPPED, 0, "{preset} {precision:?} {integrator:?}");
            ok(subthal_simulator_free(sim));
        }
    }
}

#[test]
fn nor_does_the_network_with_everything() {
    for (precision, integrator) in PRECISIONS.into_iter().zip(INTEGRATORS) {
        let mut all = Everything::new(precision, integrator);
        let noted = Control::noted(|| (0..20).for_each(|_| ok(all.run(50, 1))));
        assert_eq!(noted & TRAPPED, 0, "{precision:?} {integrator:?}");
    }
}

#[test]
fn what_is_noted_is_what_was_done() {
    let quotient = |a: f64, b: f64| {
        Control::noted(|| {
            black_box(black_box(a) / black_box(b));
        })
    };
    assert_eq!(quotient(0.0, 0.0), INVALID);
    assert_eq!(quotient(1.0, 0.0), BY_ZERO);
    assert_eq!(quotient(1e300, 1e-300) & TRAPPED, OVERFLOW);
    assert_eq!(quotient(1e-310, 1.0) & (TRAPPED | SUBNORMAL), SUBNORMAL);
    assert_eq!(quotient(1.0, 2.0), 0);
}
