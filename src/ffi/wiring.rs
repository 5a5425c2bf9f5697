//! What projections a network has, and the synapses that their rules drew.

use std::ffi::c_char;
use std::mem::offset_of;

use super::guard::{answer, guard, guard_computing};
use super::network::{subthal_network, NETWORKS};
use super::pointers::{disjoint, optional_buffer, optional_out};
use super::populations::nth;
use super::status::subthal_status;
use super::structs::{fixed, write_struct, Growing};
use super::texts::text;
use crate::error::Error;
use crate::network::{Projection, Rule};

/// One projection of a network. Its weight, delay, kinetics and reversal are parameters.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_projection_info {
    /// sizeof the caller's version of this struct.
    pub struct_size: usize,
    /// Its name: the first half of its parameters' paths.
    pub name: [c_char; 72],
    /// The population that fires.
    pub from: [c_char; 72],
    /// The population that receives.
    pub to: [c_char; 72],
    /// Which cells are joined, one of subthal_names("rule").
    pub rule: [c_char; 24],
    /// "nS" or "mS/cm2".
    pub weight_unit: [c_char; 16],
    /// 1 if the synapses of a target cell share the weight, else 0.
    pub weight_is_total: i32,
    /// 1 if one spike brings s to 1 at its peak, else 0.
    pub unit_peak: i32,
    /// 1 if s of a synapse is held at 1, else 0.
    pub saturating: i32,
    /// 0; kept for later.
    pub reserved: i32,
    /// Multiplies the current; 1 is none.
    pub unit_factor: f64,
    /// What opens the synapses, one of subthal_names("kinetics").
    pub kinetics: [c_char; 24],
}

// SAFETY: repr(C), its size first, then numbers and arrays of them.
unsafe impl Growing for subthal_projection_info {
    const SMALLEST: usize = offset_of!(Self, kinetics);
    fn defaults() -> Self {
        Self {
            struct_size: size_of::<Self>(),
            name: [0; 72],
            from: [0; 72],
            to: [0; 72],
            rule: [0; 24],
            weight_unit: [0; 16],
            weight_is_total: 0,
            unit_peak: 0,
            saturating: 0,
            reserved: 0,
            unit_factor: 0.0,
            kinetics: [0; 24],
        }
    }
}

impl subthal_projection_info {
    fn of(projection: &Projection) -> Result<Self, Error> {
        Ok(Self {
            name: fixed("name", &projection.name)?,
            from: fixed("from", &projection.from)?,
            to: fixed("to", &projection.to)?,
            rule: fixed("rule", rule_name(&projection.rule))?,
            weight_unit: fixed("weight_unit", &projection.weight_unit)?,
            weight_is_total: projection.weight_is_total.into(),
            unit_peak: projection.unit_peak.into(),
            saturating: projection.saturating.into(),
            unit_factor: projection.unit_factor,
            kinetics: fixed("kinetics", projection.kinetics.name())?,
            ..Self::defaults()
        })
    }
}

fn rule_name(rule: &Rule) -> &'static str {
    match rule {
        Rule::FixedProbability { .. } => "fixed_probability",
        Rule::FixedTotal { .. } => "fixed_total",
        Rule::FixedInDegree { .. } => "fixed_in_degree",
        Rule::OneToOne { .. } => "one_to_one",
        Rule::AllToAll => "all_to_all",
        Rule::Edges { .. } => "edges",
    }
}

/// Asks how many projections there are.
///
/// # Safety
/// `count` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_projection_count(
    net: *const subthal_network,
    count: *mut usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    unsafe { answer("count", count, || Ok(NETWORKS.share("net", net)?.projections().len())) }
}

/// Describes projection `index`, from 0, in the order of addition. `struct_size` is sizeof *info.
///
/// # Safety
/// `info` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_projection_info(
    net: *const subthal_network,
    index: usize,
    info: *mut subthal_projection_info,
    struct_size: usize,
) -> subthal_status {
    guard(|| {
        let net = NETWORKS.share("net", net)?;
        let value = subthal_projection_info::of(nth(net.projections(), "index", index)?)?;
        // SAFETY: the caller's promise is the same.
        unsafe { write_struct("info", info, struct_size, value) }
    })
}

/// Asks for the synapses of a projection: source cell, target cell, weight of each in the projection's
/// unit, its weight_scale left out, and delay in ms, which a simulator rounds to whole steps; ordered
/// by source.
///
/// Writes `pre`, `post`, `weight` and `delay_ms` (n_synapses each), and n_synapses into `needed`, which
/// may be NULL. An array that is NULL is left out; with all four NULL the call only counts. The wiring
/// is drawn anew at each call, the same each time.
///
/// # Safety
/// `projection` is NULL, which is an error, or a text that ends in NUL; the arrays are NULL or
/// writable for `len` elements; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_wiring(
    net: *const subthal_network,
    projection: *const c_char,
    pre: *mut u32,
    post: *mut u32,
    weight: *mut f64,
    delay_ms: *mut f64,
    len: usize,
    needed: *mut usize,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        let (name, needed) =
            unsafe { (text("projection", projection)?, optional_out("needed", needed)?) };
        let wiring = NETWORKS.share("net", net)?.wiring(name)?;
        let n_synapses = wiring.pre.len();
        // SAFETY: the caller's promise is the same.
        let (pre, post, weight, delay_ms) = unsafe {
            (
                optional_buffer("pre", pre, len, n_synapses)?,
                optional_buffer("post", post, len, n_synapses)?,
                optional_buffer("weight", weight, len, n_synapses)?,
                optional_buffer("delay_ms", delay_ms, len, n_synapses)?,
            )
        };
        disjoint(("pre", pre), ("post", post))?;
        disjoint(("pre", pre), ("weight", weight))?;
        disjoint(("post", post), ("weight", weight))?;
        disjoint(("pre", pre), ("delay_ms", delay_ms))?;
        disjoint(("post", post), ("delay_ms", delay_ms))?;
        disjoint(("weight", weight), ("delay_ms", delay_ms))?;
        copy(&wiring.pre, pre);
        copy(&wiring.post, post);
        copy(&wiring.weight, weight);
        copy(&wiring.delay_ms, delay_ms);
        needed.into_iter().for_each(|needed| needed.set(n_synapses));
        Ok(())
    })
}

/// Fills an array that is wanted; one that is not is empty.
fn copy<T: Copy>(from: &[T], to: &mut [T]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
}
