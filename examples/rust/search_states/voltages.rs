//! The least and the greatest voltage of any cell in a trial.

use crate::acceptance::{Limits, Of, Row};
use crate::space::{Pair, State};
use crate::trials::Lab;
use crate::Result;
use std::thread;
use subthal::engine::{Run, Simulator, SimulatorConfig};
use subthal::network::{Network, Probe};

/// Steps that are recorded at a time.
const STRETCH: u64 = 400;

/// No living cell goes beyond, mV.
const LIMITS: Limits = (-110.0, 60.0);

/// The rows of both states.
pub fn rows(lab: &Lab, pair: &Pair, seeds: &[u64]) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (name, state) in [("healthy", &pair.healthy), ("parkinsonian", &pair.parkinsonian)] {
        let (least, greatest) = extremes(lab, state, seeds)?.into_iter().unzip();
        rows.push(Row::new(&format!("{name} least V, mV"), least, LIMITS, Of::Each));
        rows.push(Row::new(&format!("{name} greatest V, mV"), greatest, LIMITS, Of::Each));
    }
    Ok(rows)
}

/// Least and greatest V of each seed, mV, from the first step to the last.
fn extremes(lab: &Lab, state: &State, seeds: &[u64]) -> Result<Vec<(f64, f64)>> {
    let mut network = lab.network.clone();
    network.set_many(&lab.params()?, state)?;
    for population in ["stn", "gpe", "gpi"] {
        let (population, variable) = (population.into(), "v".into());
        network.add_probe(Probe { population, variable, ..Probe::default() })?;
    }
    let shares = seeds.chunks(seeds.len().div_ceil(lab.n_threads));
    let of_share = |share: &[u64]| share.iter().map(|&seed| extreme(lab, &network, seed)).collect();
    thread::scope(|scope| {
        let started: Vec<_> = shares.map(|share| scope.spawn(move || of_share(share))).collect();
        let each = started.into_iter().map(|share| share.join().expect("no panic"));
        let all: Result<Vec<Vec<_>>> = each.collect();
        Ok(all?.concat())
    })
}

fn extreme(lab: &Lab, network: &Network, seed: u64) -> Result<(f64, f64)> {
    let mut network = network.clone();
    network.set_seed(seed);
    let (dt_ms, precision) = (lab.protocol.dt_ms, lab.protocol.precision.clone());
    let config = SimulatorConfig { dt_ms, precision, ..SimulatorConfig::default() };
    let mut simulator = Simulator::new(&network, &config)?;
    let mut rows = vec![0.0; simulator.channels().len() * STRETCH as usize];
    let (mut least, mut greatest) = (f64::INFINITY, f64::NEG_INFINITY);
    let total_ms = lab.protocol.burn_in_ms + lab.protocol.measured_ms;
    while simulator.step() as f64 * dt_ms < total_ms {
        simulator.run(STRETCH, &mut Run { rows: &mut rows, ..Run::default() })?;
        least = rows.iter().copied().fold(least, f64::min);
        greatest = rows.iter().copied().fold(greatest, f64::max);
    }
    Ok((least, greatest))
}
