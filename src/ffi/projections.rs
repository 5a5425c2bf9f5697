//! Projections: how a rule, numbers and edges from C become synapses.

use std::ffi::c_char;
use std::mem::offset_of;
use std::ptr::null;

use super::guard::guard;
use super::network::{subthal_network, NETWORKS};
use super::pointers::slice;
use super::status::subthal_status;
use super::structs::{read_struct, reserved, switch, write_struct, Growing};
use super::texts::text;
use crate::error::Error;
use crate::network::{Kinetics, Projection, Rule};

/// What subthal_network_add_projection adds: synapses from one population to another.
///
/// The current of a synapse is weight x s x (e_rev_mv - V), added to the target: positive
/// depolarises. A spike makes s rise with tau_rise_ms and fall with tau_decay_ms.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_projection_config {
    /// sizeof this struct; set by subthal_projection_config_default.
    pub struct_size: usize,
    /// Its name: the first half of its parameters' paths. Required.
    pub name: *const c_char,
    /// The population that fires, by name. Required.
    pub from: *const c_char,
    /// The population that receives, by name; may be the same. Required.
    pub to: *const c_char,
    /// Which cells are joined; "all_to_all" unless set. "fixed_probability" uses p, "fixed_total" n,
    /// "fixed_in_degree" k, "one_to_one" offset, "edges" the edge arrays. No rule but edges joins a
    /// cell to itself or a pair twice.
    pub rule: *const c_char,
    /// Probability of each pair, from 0 to 1. Required by "fixed_probability".
    pub p: f64,
    /// Number of synapses in all. Required by "fixed_total".
    pub n: u64,
    /// Number of sources of each target. Required by "fixed_in_degree".
    pub k: u64,
    /// Source i reaches target i + offset, around the end; 0 unless set.
    pub offset: i64,
    /// Source cell of each edge, counted from 0.
    pub edge_pre: *const u32,
    /// Target cell of each edge, counted from 0.
    pub edge_post: *const u32,
    /// Weight of each edge, in weight_unit.
    pub edge_weight: *const f64,
    /// Elements in each of the three edge arrays.
    pub n_edges: usize,
    /// Conductance of a synapse, or of all those on a target cell; 1 unless set, unused for edges. Where
    /// nS meets a model in densities, the target's "area" converts: 1 nS on 2e-4 cm2 is 0.005 mS/cm2.
    /// A negative weight turns the sign of the current, as the seed_* presets need it.
    pub weight: f64,
    /// "nS", which is the default, or "mS/cm2".
    pub weight_unit: *const c_char,
    /// 1 if the synapses of a target cell share the weight; else 0.
    pub weight_is_total: i32,
    /// 1 if one spike brings s to 1 at its peak, which is the default; 0 for an area of tau_decay_ms.
    pub unit_peak: i32,
    /// 1 if s of a synapse is held at 1, as in the seed_* presets; else 0.
    pub saturating: i32,
    /// 0; kept for later.
    pub reserved: i32,
    /// From a spike to the jump of the first stage, in ms; 1 unless set. That it is a whole number of
    /// steps is seen when a simulator is made, which knows the step; shorter than a step, it is one step.
    pub delay_ms: f64,
    /// Each synapse has a delay of its own, uniform from delay_ms to so many ms more, in whole steps; 0
    /// unless set. Not for synapses that saturate.
    pub delay_spread_ms: f64,
    /// Time constant of the first stage, in ms; 1 unless set.
    pub tau_rise_ms: f64,
    /// Time constant of the second stage, in ms; 5 unless set.
    pub tau_decay_ms: f64,
    /// Reversal potential, in mV: what makes the projection excite or inhibit. Required.
    pub e_rev_mv: f64,
    /// Multiplies the current, as the bare factors of the seed_* presets do; 1 is none.
    pub unit_factor: f64,
    /// What opens the synapses; "two_stage" unless set. "alpha": a spike, as t/tau exp(1 - t/tau) with
    /// tau_decay_ms as tau. "graded": V of the source, without spikes or delay, by
    /// ds/dt = alpha (1 - s) H - beta s with H = 1/(1 + exp(-(V - theta)/sigma)).
    pub kinetics: *const c_char,
    /// Of graded synapses: rate of opening, in 1/ms; 2 unless set.
    pub alpha_per_ms: f64,
    /// Of graded synapses: rate of closing, in 1/ms; 0.04 unless set.
    pub beta_per_ms: f64,
    /// Of graded synapses: V of the source at which half of alpha is in force, in mV; -37 unless set.
    pub theta_mv: f64,
    /// Of graded synapses: the slope of that, in mV; 2 unless set.
    pub sigma_mv: f64,
}

// SAFETY: repr(C), its size first, then numbers and raw pointers.
unsafe impl Growing for subthal_projection_config {
    const SMALLEST: usize = offset_of!(Self, kinetics);
    fn defaults() -> Self {
        let default = Projection::default();
        Self {
            struct_size: size_of::<Self>(),
            name: null(),
            from: null(),
            to: null(),
            rule: c"all_to_all".as_ptr(),
            p: f64::NAN,
            n: UNSET,
            k: UNSET,
            offset: 0,
            edge_pre: null(),
            edge_post: null(),
            edge_weight: null(),
            n_edges: 0,
            weight: default.weight,
            weight_unit: c"nS".as_ptr(),
            weight_is_total: default.weight_is_total.into(),
            unit_peak: default.unit_peak.into(),
            saturating: default.saturating.into(),
            reserved: 0,
            delay_ms: default.delay_ms,
            delay_spread_ms: default.delay_spread_ms,
            tau_rise_ms: default.tau_rise_ms,
            tau_decay_ms: default.tau_decay_ms,
            e_rev_mv: f64::NAN,
            unit_factor: default.unit_factor,
            kinetics: c"two_stage".as_ptr(),
            alpha_per_ms: default.alpha_per_ms,
            beta_per_ms: default.beta_per_ms,
            theta_mv: default.theta_mv,
            sigma_mv: default.sigma_mv,
        }
    }
}

/// What a count holds that nobody has set.
const UNSET: u64 = u64::MAX;

/// The rules, by name.
pub(super) const RULES: [&str; 6] =
    ["fixed_probability", "fixed_total", "fixed_in_degree", "one_to_one", "all_to_all", "edges"];

impl subthal_projection_config {
    /// # Safety
    /// The texts and arrays are as subthal_network_add_projection demands.
    unsafe fn projection(&self) -> Result<Projection, Error> {
        reserved("config.reserved", self.reserved)?;
        // SAFETY: the caller's promise is the same.
        let (name, from, to, weight_unit, kinetics, rule) = unsafe {
            (
                text("config.name", self.name)?.into(),
                text("config.from", self.from)?.into(),
                text("config.to", self.to)?.into(),
                text("config.weight_unit", self.weight_unit)?.into(),
                text("config.kinetics", self.kinetics)?,
                self.rule()?,
            )
        };
        Ok(Projection {
            name,
            from,
            to,
            rule,
            weight: self.weight,
            weight_unit,
            weight_is_total: switch("config.weight_is_total", self.weight_is_total)?,
            delay_ms: self.delay_ms,
            delay_spread_ms: self.delay_spread_ms,
            tau_rise_ms: self.tau_rise_ms,
            tau_decay_ms: self.tau_decay_ms,
            e_rev_mv: self.e_rev_mv,
            kinetics: Kinetics::named(kinetics)?,
            alpha_per_ms: self.alpha_per_ms,
            beta_per_ms: self.beta_per_ms,
            theta_mv: self.theta_mv,
            sigma_mv: self.sigma_mv,
            unit_peak: switch("config.unit_peak", self.unit_peak)?,
            saturating: switch("config.saturating", self.saturating)?,
            unit_factor: self.unit_factor,
        })
    }

    /// # Safety
    /// The edge arrays are as subthal_network_add_projection demands.
    unsafe fn rule(&self) -> Result<Rule, Error> {
        // SAFETY: the caller's promise is the same.
        let rule = unsafe { text("config.rule", self.rule) }?;
        Ok(match rule {
            "fixed_probability" => Rule::FixedProbability { p: self.p },
            "fixed_total" => Rule::FixedTotal { n: set("config.n", self.n, rule)? },
            "fixed_in_degree" => Rule::FixedInDegree { k: set("config.k", self.k, rule)? as usize },
            "one_to_one" => Rule::OneToOne { offset: self.offset },
            "all_to_all" => Rule::AllToAll,
            // SAFETY: the caller's promise is the same.
            "edges" => unsafe { self.edges() }?,
            other => return Err(Error::unknown("rule", other, RULES)),
        })
    }

    /// None is copied before all are seen: what is too long for one of them is too long.
    ///
    /// # Safety
    /// The edge arrays are as subthal_network_add_projection demands.
    unsafe fn edges(&self) -> Result<Rule, Error> {
        // SAFETY: the caller's promise is the same.
        let (pre, post, weight) = unsafe {
            (
                slice("config.edge_pre", self.edge_pre, self.n_edges)?,
                slice("config.edge_post", self.edge_post, self.n_edges)?,
                slice("config.edge_weight", self.edge_weight, self.n_edges)?,
            )
        };
        Ok(Rule::Edges { pre: pre.into(), post: post.into(), weight: weight.into() })
    }
}

/// A count that the rule needs.
fn set(name: &'static str, count: u64, rule: &str) -> Result<u64, Error> {
    if count == UNSET {
        return Err(Error::invalid(name, format!("must be set for the rule \"{rule}\"")));
    }
    Ok(count)
}

/// Fills a configuration; `struct_size` is sizeof *config. name, from and to must be set then.
///
/// # Safety
/// `config` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_projection_config_default(
    config: *mut subthal_projection_config,
    struct_size: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { write_struct("config", config, struct_size, Growing::defaults()) })
}

/// Adds synapses from one population to another. Texts and edges are copied.
///
/// Its numbers become parameters: "name.weight" (not for edges), "name.weight_scale", "name.e_rev",
/// "name.tau_rise" (two_stage), "name.tau_decay" and "name.delay" (not graded), "name.alpha", "name.beta",
/// "name.theta" and "name.sigma" (graded), and, where spikes open synapses that do not saturate,
/// "name.delay_spread", "name.spike_scale" (1: what a spike adds) and "name.tonic_rate" (0 Hz: a steady
/// rate of arrivals at each synapse). spike_scale 0 with the source's own rate as tonic_rate replaces
/// its spikes by their mean.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_projection_config_default has
/// filled, whose texts end in NUL and whose edge arrays have n_edges elements or are NULL.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_add_projection(
    net: *mut subthal_network,
    config: *const subthal_projection_config,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let projection = unsafe { read_struct("config", config)?.projection()? };
        NETWORKS.lock("net", net)?.add_projection(projection)
    })
}
