//! Closed loops: the pieces by hand are the loop, no cut or snapshot shows, limits hold whatever is asked for.

mod by_hand;
mod moments;
mod own_law;
mod refusals;

#[path = "../support/allocations.rs"]
mod support;

use subthal::closed_loop::{ClosedLoop, LoopConfig, Tick, Ticks};
use subthal::control::{ControllerConfig, EstimatorConfig, Limits};
use subthal::engine::{Run, Simulator, SimulatorConfig};
use subthal::network::{Input, Lfp, Network, Stimulator};
use subthal::presets::{build, Preset};

/// A small parkinsonian circuit with an electrode that sees it, and one that stimulates axons.
pub(crate) fn network() -> Network {
    let sizes = Preset { n_stn: 9, n_gpe: 17, n_gpi: 5, seed: 4 };
    let mut network = build("stn_gpe_gpi_adex_parkinsonian", &sizes).unwrap();
    network.place_in_ball("stn", [0.0; 3], 500.0).unwrap();
    network.place_in_ball("gpe", [0.0, 2000.0, 0.0], 800.0).unwrap();
    let (name, electrode_um) = ("lfp".into(), [0.0, 300.0, 0.0]);
    let lfp = Lfp { name, electrode_um, low_pass_hz: 300.0, ..Lfp::default() };
    network.add_lfp(lfp).unwrap();
    let stimulator = Stimulator {
        name: "dbs".into(),
        population: "stn".into(),
        axon_fraction: 0.8,
        soma: 0.0,
        ..Stimulator::default()
    };
    network.add_stimulator(stimulator).unwrap();
    let (name, population) = ("cortex".into(), "stn".into());
    network.add_input(Input { name, population, ..Input::default() }).unwrap();
    network
}

pub(crate) fn simulator(precision: &str) -> Simulator {
    let config = SimulatorConfig { precision: precision.into(), ..SimulatorConfig::default() };
    Simulator::new(&network(), &config).unwrap()
}

/// A kind of controller on the mean of the rectified beta band; a tick every 5 ms.
pub(crate) fn config(kind: &str, acts_on: &str) -> LoopConfig {
    let controller = match acts_on {
        "frequency" => ControllerConfig::of_frequency(kind).unwrap(),
        _ => ControllerConfig::of(kind).unwrap(),
    };
    let estimator = if kind == "phase_locked" { "envelope_phase" } else { "band_rectified" };
    LoopConfig {
        channel: "lfp".into(),
        stimulator: "dbs".into(),
        start_ms: 20.0,
        estimator: EstimatorConfig { window_ms: 30.0, ..EstimatorConfig::of(estimator).unwrap() },
        controller: ControllerConfig {
            interval_s: 0.005,
            set_point: 2e-5,
            lower: 1e-5,
            upper: 3e-5,
            ..controller
        },
    }
}

pub(crate) fn bounded(mut config: LoopConfig, max: f64) -> LoopConfig {
    config.controller.limits = Limits::between(0.0, max);
    config
}

/// The ticks of the next steps.
pub(crate) fn ticks(closed: &mut ClosedLoop, simulator: &mut Simulator, n_steps: u64) -> Vec<Tick> {
    let mut room = vec![Tick::default(); n_steps as usize];
    let mut ticks = Ticks { ticks: &mut room, ..Ticks::default() };
    closed.run(simulator, n_steps, &mut Run::default(), &mut ticks).unwrap();
    let n_ticks = ticks.n_ticks as usize;
    room.truncate(n_ticks);
    room
}

/// Ticks as bits, NaN phases included.
pub(crate) fn bits(ticks: &[Tick]) -> Vec<[u64; 6]> {
    let bits = |tick: &Tick| {
        let Tick { step, sample, estimate, phase_rad, amplitude_ma, frequency_hz } = *tick;
        let [a, b, c, d, e] =
            [sample, estimate, phase_rad, amplitude_ma, frequency_hz].map(f64::to_bits);
        [step, a, b, c, d, e]
    };
    ticks.iter().map(bits).collect()
}
