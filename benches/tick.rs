//! A tick of a closed loop at 1 kHz: `cargo bench --bench tick`. One line a figure: name, value, unit.
//!
//! T1's circuit, 225 cells: forty steps, an LFP of all cells seen in each, an estimator, a controller, a stimulus.
//! 20,000 ticks, one call each, after a second of simulated time; fastest, percentiles and slowest. The same ticks are
//! run ten times over, bit for bit: "own" is of each tick the fastest of ten, what its work takes; what all ticks have
//! beyond that is the machine's.

use std::time::Instant;
use subthal::closed_loop::{ClosedLoop, LoopConfig, Tick, Ticks};
use subthal::control::{ControllerConfig, EstimatorConfig};
use subthal::engine::{Run, Simulator, SimulatorConfig, PRECISIONS};
use subthal::error::Error;
use subthal::network::{Lfp, Network, Stimulator};
use subthal::presets::{build, Preset};

const N_TICKS: usize = 20_000;
const STEPS_PER_TICK: u64 = 40;
const N_REPEATS: usize = 10;

fn network() -> Result<Network, Error> {
    let mut network = build("stn_gpe_gpi_adex_parkinsonian", &Preset::default())?;
    for (population, z_um) in [("stn", 0.0), ("gpe", 4000.0), ("gpi", 8000.0)] {
        network.place_in_ball(population, [0.0, 0.0, z_um], 1500.0)?;
    }
    let reference_um = Some([0.0, 0.0, -1000.0]);
    let lfp = Lfp { electrode_um: [0.0, 0.0, 1000.0], reference_um, ..Lfp::default() };
    network.add_lfp(Lfp { name: "lfp".into(), low_pass_hz: 250.0, ..lfp })?;
    let (name, population) = ("dbs".into(), "stn".into());
    network.add_stimulator(Stimulator {
        name,
        population,
        axon_fraction: 0.5,
        ..Default::default()
    })?;
    Ok(network)
}

fn config(estimator: &str) -> Result<LoopConfig, Error> {
    Ok(LoopConfig {
        channel: "lfp".into(),
        stimulator: "dbs".into(),
        start_ms: 0.0,
        estimator: EstimatorConfig::of(estimator)?,
        controller: ControllerConfig { interval_s: 1e-3, ..ControllerConfig::of("pi")? },
    })
}

/// Of each tick, in order.
fn micros(estimator: &str, precision: &str) -> Result<Vec<f64>, Error> {
    let precision = precision.into();
    let config_of_run = SimulatorConfig { precision, ..SimulatorConfig::default() };
    let mut simulator = Simulator::new(&network()?, &config_of_run)?;
    let mut closed = ClosedLoop::new(&config(estimator)?, &simulator)?;
    let mut room = [Tick::default()];
    let mut times = Vec::with_capacity(N_TICKS);
    for tick in 0..1_000 + N_TICKS {
        let mut ticks = Ticks { ticks: &mut room, ..Ticks::default() };
        let start = Instant::now();
        closed.run(&mut simulator, STEPS_PER_TICK, &mut Run::default(), &mut ticks)?;
        if tick >= 1_000 {
            times.push(start.elapsed().as_nanos() as f64 / 1e3);
        }
    }
    Ok(times)
}

fn tell(name: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
    for (of, part) in [("min", 0.0), ("p10", 0.1), ("p50", 0.5), ("p99", 0.99), ("max", 1.0)] {
        println!("tick_{name}_{of}_us,{:.2},us", at(part));
    }
}

fn main() -> Result<(), Error> {
    println!("name,value,unit");
    for estimator in ["band_rectified", "band_power", "envelope_phase"] {
        for precision in PRECISIONS {
            let repeats = (0..N_REPEATS).map(|_| micros(estimator, precision));
            let repeats: Vec<Vec<f64>> = repeats.collect::<Result<_, _>>()?;
            let fastest =
                |tick: usize| repeats.iter().map(|r| r[tick]).fold(f64::INFINITY, f64::min);
            let name = format!("{estimator}_{precision}");
            tell(&format!("{name}_own"), (0..N_TICKS).map(fastest).collect());
            tell(&name, repeats.concat());
        }
    }
    Ok(())
}
