//! A cell that fires by itself, at random: a renewal process, Poisson where intervals have a CV of 1, gamma else.
//!
//!   dleft/dt = -rate;   left <= 0: spike, left = left + an interval of mean 1
//!
//! `left` is what is left of the interval in units of its mean, so that a rate that changes acts at once: Brown EN,
//! Barbieri R, Ventura V, Kass RE, Frank LM (2002) Neural Comput 14:325-346. The engine draws the intervals, gamma-distributed
//! with shape 1/cv^2. V stands still; currents do nothing.
//! Units: Hz, ms.

use super::{columns, Cell, Relax, Stepped};
use crate::simd::Lanes;

/// The cell.
pub struct SpikeSource;

columns! {
    /// What changes in time.
    State { V, left }
}

columns! {
    /// What stays; see [`super::params::SPIKE_SOURCE`].
    Params { rate, cv }
}

columns! {
    /// What a step reads: the intervals that pass in it.
    Coefficients { per_step }
}

impl Cell for SpikeSource {
    type Params<T: Copy> = Params<T>;
    type Coefficients<T: Copy> = Coefficients<T>;
    type State<T: Copy> = State<T>;

    const RENEWS: bool = true;

    const OWN: &'static [&'static str] = &["per_step"];

    fn coefficients<R: Relax>(p: &Params<f64>, dt: f64) -> Coefficients<f64> {
        Coefficients { per_step: p.rate * dt / 1000.0 }
    }

    fn keeps<R: Relax>(_: &Params<f64>, _: f64) -> f64 {
        1.0
    }

    fn settled(_: &Params<f64>, V: f64) -> State<f64> {
        State { V, left: 1.0 }
    }

    #[inline(always)]
    fn step<L: Lanes, R: Relax, const USUAL: bool>(
        k: &Coefficients<L>, y: State<L>, _: L,
    ) -> Stepped<State<L>, L::Mask> {
        let left = y.left - k.per_step;
        let zero = y.V.like(0.0);
        Stepped {
            state: State { V: y.V, left },
            spiked: left.le(zero) & zero.lt(k.per_step), // a silent cell is silent
            clamped: None,
            diverged: zero.lt(zero),
        }
    }
}
