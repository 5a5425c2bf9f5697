//! The equations. Pure functions over lanes: no loops over cells, no memory, no width, no precision.
//!
//! A model is a page to lay beside its paper: names are the paper's, ionic currents are outward,
//! `I_syn` and the other applied currents are inward and added. Units stand in [`params`], once.

#![allow(non_snake_case)] // the symbols are the papers'

mod gates;
pub mod params;
#[rustfmt::skip] pub mod adex;
#[rustfmt::skip] pub mod hahn_mcintyre_pallidal;
#[rustfmt::skip] pub mod hh_pallidal;
#[rustfmt::skip] pub mod izhikevich;
#[rustfmt::skip] pub mod noise;
#[rustfmt::skip] pub mod otsuka_stn;
#[rustfmt::skip] pub mod rubin_terman_stn;
#[rustfmt::skip] pub mod so_pallidal;
#[rustfmt::skip] pub mod so_stn;
#[rustfmt::skip] pub mod so_tc;
#[rustfmt::skip] pub mod spike_source;
#[rustfmt::skip] pub mod stn;
#[rustfmt::skip] pub mod synapse;
#[rustfmt::skip] mod terman_stn;
#[rustfmt::skip] pub mod traub;
#[cfg(test)]
mod usual_tests;

pub use gates::{linoids, Linear, Ratio, Relax};

use crate::simd::Lanes;

/// A struct whose fields are columns of a table, one number per cell each.
pub trait Columns<T: Copy>: Copy {
    /// The fields, in order.
    const NAMES: &'static [&'static str];
    /// Builds the struct from its fields by index.
    fn from_fn(field: impl FnMut(usize) -> T) -> Self;
    /// Hands each field to `visit`, with its index.
    fn each(self, visit: impl FnMut(usize, T));
}

/// Declares a struct of paper symbols, generic over what a symbol holds, as [`Columns`].
macro_rules! columns {
    ($(#[$doc:meta])* $name:ident { $($field:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        #[allow(non_snake_case, missing_docs)] // the paper's symbols; meanings are in the tables
        pub struct $name<T> { $(pub $field: T),+ }

        impl<T: Copy> $crate::models::Columns<T> for $name<T> {
            const NAMES: &'static [&'static str] = &[$(stringify!($field)),+];

            #[inline(always)]
            fn from_fn(mut field: impl FnMut(usize) -> T) -> Self {
                let mut indices = 0..;
                Self { $($field: field($crate::models::next(&mut indices))),+ }
            }

            #[inline(always)]
            fn each(self, mut visit: impl FnMut(usize, T)) {
                let mut indices = 0..;
                $(visit($crate::models::next(&mut indices), self.$field);)+
            }
        }
    };
}
pub(crate) use columns;

#[inline(always)]
fn next(indices: &mut std::ops::RangeFrom<usize>) -> usize {
    let index = indices.start;
    indices.start += 1;
    index
}

/// A cell model: what the engine needs to know of one.
pub trait Cell: 'static {
    /// What the user sets, in the order of the model's table in [`params`].
    type Params<T: Copy>: Columns<T>;
    /// What a step reads: the parameters, with quotients and products taken once.
    type Coefficients<T: Copy>: Columns<T>;
    /// What changes in time; the first is V.
    type State<T: Copy>: Columns<T>;

    /// The coefficients by which the cells of a population mostly differ, if by any; see [`own`].
    const OWN: &'static [&'static str];
    /// The coefficients of a step of `dt` ms, gates relaxing by rule `R`.
    fn coefficients<R: Relax>(p: &Self::Params<f64>, dt: f64) -> Self::Coefficients<f64>;
    /// What a step of `dt` ms leaves, as a factor, of the variable that may fade to nothing.
    fn keeps<R: Relax>(p: &Self::Params<f64>, dt: f64) -> f64;
    /// The state at rest in everything but V: gates at their steady state for this V.
    fn settled(p: &Self::Params<f64>, V: f64) -> Self::State<f64>;
    /// Whether its second variable is what is left of an interval, of which the engine draws the next when it fires, by the
    /// CV that is its second parameter.
    const RENEWS: bool = false;
    /// Whether its step is so short that two registers are stepped side by side: their chains of operations overlap, and
    /// their numbers still find room in registers.
    const IS_SHORT: bool = false;
    /// Whether there is a shorter form of the step for usual parameters.
    const HAS_USUAL_FORM: bool = false;
    /// Whether these are: then the step may be taken in its `USUAL` form.
    fn is_usual(_: &Self::Params<f64>) -> bool {
        false
    }
    /// One step under the inward current `I`, gates relaxing by rule `R`. `USUAL` says that the parameters
    /// of every cell are: the result is the same to rounding, for less work.
    fn step<L: Lanes, R: Relax, const USUAL: bool>(
        c: &Self::Coefficients<L>,
        y: Self::State<L>,
        I: L,
    ) -> Stepped<Self::State<L>, L::Mask>;
}

/// Which coefficients are [`Cell::OWN`], as bits. They are read beside the state: the others are then mostly the same
/// for all cells, and one row of them serves all and stays in the nearest cache.
pub const fn own<M: Cell>() -> u64 {
    let names = <M::Coefficients<f64> as Columns<f64>>::NAMES;
    let (mut bits, mut place) = (0, 0);
    while place < M::OWN.len() {
        let mut column = 0;
        while !is_same(names[column], M::OWN[place]) {
            column += 1; // past the end, and so no program, where there is no such coefficient
        }
        bits |= 1 << column;
        place += 1;
    }
    bits
}

/// Equality, where the language does not give it.
const fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let (mut same, mut place) = (a.len() == b.len(), 0);
    while same && place < a.len() {
        same = a[place] == b[place];
        place += 1;
    }
    same
}

/// What one step came to.
#[derive(Clone, Copy)]
pub struct Stepped<S, M> {
    /// The state after the step.
    pub state: S,
    /// Cells that fired in the step.
    pub spiked: M,
    /// Cells whose V a published model clamped, where it may.
    pub clamped: Option<M>,
    /// V, after a reset or a published clamp, is beyond 1000 mV or not a number.
    pub diverged: M,
}

/// Beyond this magnitude, in mV, a membrane potential has left the model.
pub const RUNAWAY_MV: f64 = 1000.0;

/// True where V is beyond [`RUNAWAY_MV`] or not a number.
#[inline(always)]
fn ran_away<L: Lanes>(V: L) -> L::Mask {
    V.abs().not_lt(V.like(RUNAWAY_MV))
}

/// Bounds on V, mV: as given, or none where they say so.
fn bounds(V_min: f64, V_max: f64) -> (f64, f64) {
    let low = if V_min <= -RUNAWAY_MV { f64::NEG_INFINITY } else { V_min };
    let high = if V_max >= RUNAWAY_MV { f64::INFINITY } else { V_max };
    (low, high)
}

/// Whether they are none.
fn is_unbounded(V_min: f64, V_max: f64) -> bool {
    bounds(V_min, V_max) == (f64::NEG_INFINITY, f64::INFINITY)
}

/// The whole number of steps nearest to a duration.
fn whole_steps(duration_ms: f64, dt_ms: f64) -> f64 {
    (duration_ms / dt_ms).round()
}
