//! The usual form of a step is the general one for less work.

use super::hh_pallidal::HhPallidal;
use super::params::{model, Param};
use super::stn::{Stn, CORRECTED, PUBLISHED};
use super::{Cell, Columns};
use crate::integrate::{ExponentialEuler, ForwardEuler};
use crate::models::Relax;

type Changed<'a> = &'a [(&'static str, f64)];

/// No bound on V, where the model sets one.
const UNBOUNDED: Changed<'static> = &[("v_min", -1000.0), ("v_max", 1000.0)];

/// The defaults of a model, but for what is changed; 0 for what only its other variant has.
fn params<M: Cell>(name: &str, changed: Changed<'_>) -> M::Params<f64> {
    let value = |param: &Param| {
        let own = changed.iter().find(|(name, _)| *name == param.name);
        own.map_or(param.default, |(_, value)| *value)
    };
    let table = model(name).unwrap().params;
    M::Params::from_fn(|index| table.get(index).map_or(0.0, value))
}

/// The state after a step from a settled cell at `V`, gates moved off their steady states.
fn stepped<M: Cell, R: Relax, const USUAL: bool>(name: &str, V: f64) -> Vec<f64> {
    let params = params::<M>(name, UNBOUNDED);
    let mut settled = Vec::new();
    M::settled(&params, V).each(|_, value| settled.push(value));
    let state =
        M::State::from_fn(|column| if column == 0 { V } else { 0.8 * settled[column] + 0.05 });
    let coefficients = M::coefficients::<R>(&params, 0.025);
    let after = M::step::<f64, R, USUAL>(&coefficients, state, 3.0);
    let mut numbers = Vec::new();
    after.state.each(|_, value| numbers.push(value));
    numbers
}

fn assert_forms_agree<M: Cell, R: Relax>(name: &str) {
    for step in 0..1600 {
        let V = -120.0 + 0.125 * f64::from(step);
        let (short, long) = (stepped::<M, R, true>(name, V), stepped::<M, R, false>(name, V));
        for (column, (short, long)) in short.into_iter().zip(long).enumerate() {
            let error = (short - long).abs();
            assert!(
                error <= 1e-13 * long.abs().max(1.0),
                "{name} at {V} mV, column {column}: {error:e}"
            );
        }
    }
}

#[test]
fn usual_form_agrees_with_the_general_one() {
    assert_forms_agree::<Stn<CORRECTED>, ForwardEuler>("stn");
    assert_forms_agree::<Stn<CORRECTED>, ExponentialEuler>("stn");
    assert_forms_agree::<Stn<PUBLISHED>, ForwardEuler>("stn_seed");
    assert_forms_agree::<Stn<PUBLISHED>, ExponentialEuler>("stn_seed");
    assert_forms_agree::<HhPallidal<CORRECTED>, ForwardEuler>("hh_gpe");
    assert_forms_agree::<HhPallidal<CORRECTED>, ExponentialEuler>("hh_gpe");
}

#[test]
fn defaults_are_usual_and_other_slopes_or_bounds_are_not() {
    fn is_usual<M: Cell>(name: &str, changed: Changed<'_>) -> bool {
        M::is_usual(&params::<M>(name, changed))
    }
    assert!(is_usual::<Stn<CORRECTED>>("stn", &[]));
    assert!(is_usual::<Stn<PUBLISHED>>("stn_seed", UNBOUNDED));
    assert!(is_usual::<HhPallidal<CORRECTED>>("hh_gpi", &[]));
    for changed in [("k_r", 9.1), ("k_q", 2.1), ("k_a", 3.9), ("v_min", -100.0), ("v_max", 60.0)] {
        assert!(!is_usual::<Stn<CORRECTED>>("stn", &[changed]), "{changed:?}");
    }
    for changed in [("k_r", 9.1), ("k_a", 3.9), ("v_min", -100.0), ("v_max", 60.0)] {
        let others = UNBOUNDED.iter().filter(|(name, _)| *name != changed.0).copied();
        let all: Vec<_> = others.chain([changed]).collect();
        assert!(!is_usual::<Stn<PUBLISHED>>("stn_seed", &all), "{changed:?}");
    }
    for changed in [("v_min", -100.0), ("v_max", 60.0)] {
        assert!(!is_usual::<HhPallidal<CORRECTED>>("hh_gpe", &[changed]), "{changed:?}");
    }
}
