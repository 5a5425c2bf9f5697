//! One trial: built, run, measured.

use super::batch::{Plan, Wiring};
use crate::engine::{pulse_steps, Run, Simulator, SimulatorConfig, Spike};
use crate::error::Error;
use crate::metrics::{BinMeans, Finished, Signal, SpikeTrains};
use crate::network::{Network, Pulses};

/// Spikes that fit between two collections; so many that few trials need a second.
const SPIKES_KEPT: usize = 1 << 16;

/// The buffers of a worker, which its trials reuse.
pub struct Desk {
    /// Output rows and spikes of one stretch of steps.
    rows: Vec<f64>,
    spikes: Vec<Spike>,
    /// What is kept of every column of the rows.
    kept: Vec<BinMeans>,
    /// Steps and cells of the spikes of each population.
    fired: Vec<Vec<(u64, u32)>>,
    /// Steps whose spikes are sure to fit.
    stretch: u64,
    /// The simulator of the last trial, where the next can have its synapses.
    simulator: Option<Simulator>,
}

impl Desk {
    /// Empty buffers.
    pub fn new(plan: &Plan) -> Self {
        let n_cells = plan.network.populations().iter().map(|p| p.n_cells).sum::<usize>();
        let spikes = vec![Spike::default(); SPIKES_KEPT.max(n_cells)];
        let stretch = (spikes.len() / n_cells.max(1)).min(plan.window.n_steps() as usize);
        let dt_ms = plan.window.dt_ms();
        let kept = plan.watched.iter().map(|watched| BinMeans::new(watched.steps_in_one(dt_ms)));
        Self {
            rows: vec![0.0; stretch * plan.watched.len()],
            spikes,
            kept: kept.collect(),
            fired: vec![Vec::new(); plan.network.populations().len()],
            stretch: stretch as u64,
            simulator: None,
        }
    }

    /// The metrics of a trial, in the order of the plan.
    ///
    /// # Errors
    /// A value out of range, a network that cannot be, a divergence.
    pub fn trial(&mut self, plan: &Plan, values: &[f64], seed: u64) -> Result<Vec<f64>, Error> {
        let mut network = plan.network.clone();
        network.set_many(&plan.params, values)?;
        let mut config = SimulatorConfig { trial: 0, ..plan.config.clone() };
        match plan.wiring {
            Wiring::Shared => config.trial = seed,
            Wiring::Redrawn => network.set_seed(seed),
        }
        let mut simulator = match self.simulator.take() {
            Some(mut simulator) if plan.keeps_synapses => {
                simulator.renew(&network, config.trial)?;
                simulator
            }
            _ => Simulator::new(&network, &config)?,
        };
        let recorded = self.record(&mut simulator, plan);
        self.simulator = Some(simulator);
        recorded.and_then(|()| self.measure(&network, plan, config.trial))
    }

    /// Runs the steps; the measured ones stretch by stretch.
    fn record(&mut self, simulator: &mut Simulator, plan: &Plan) -> Result<(), Error> {
        simulator.run(plan.window.first(), &mut Run::default())?;
        self.fired.iter_mut().for_each(Vec::clear);
        self.kept.iter_mut().for_each(BinMeans::clear);
        while simulator.step() < plan.window.end() {
            let n_steps = self.stretch.min(plan.window.end() - simulator.step());
            let rows = &mut self.rows[..n_steps as usize * plan.watched.len()];
            let mut run = Run { rows, spikes: &mut self.spikes, ..Run::default() };
            simulator.run(n_steps, &mut run)?;
            let n_spikes = run.n_spikes as usize;
            self.keep(n_steps as usize, n_spikes);
        }
        Ok(())
    }

    /// Keeps what the metrics need of a stretch.
    fn keep(&mut self, n_rows: usize, n_spikes: usize) {
        for spike in &self.spikes[..n_spikes] {
            self.fired[spike.population as usize].push((spike.step, spike.cell));
        }
        let width = self.kept.len();
        for (column, kept) in self.kept.iter_mut().enumerate() {
            let rows = &self.rows[..n_rows * width];
            kept.extend(rows.iter().skip(column).step_by(width).copied());
        }
    }

    /// The metrics of what was kept.
    fn measure(&self, network: &Network, plan: &Plan, trial: u64) -> Result<Vec<f64>, Error> {
        let pulses = pulses(network, plan, trial)?;
        let populations = network.populations().iter().zip(&self.fired);
        let trains =
            populations.map(|(p, fired)| SpikeTrains::new(p.n_cells, fired.iter().copied()));
        let trains = trains.collect::<Result<Vec<_>, _>>()?;
        let finished =
            trains.iter().enumerate().map(|(index, own)| self.finished(plan, index, own));
        let finished = finished.collect::<Result<Vec<_>, _>>()?;
        plan.wanted.iter().map(|wanted| wanted.compute(&finished, &pulses)).collect()
    }

    /// What a population did, with what was watched of it.
    fn finished<'a>(
        &'a self,
        plan: &Plan,
        population: usize,
        trains: &'a SpikeTrains,
    ) -> Result<Finished<'a>, Error> {
        let mut finished = Finished::new(plan.window, trains);
        for (watched, kept) in plan.watched.iter().zip(&self.kept) {
            if watched.population == population {
                let interval_ms = watched.interval_ms(plan.window.dt_ms());
                finished = finished.with(watched.mean, Signal::new(kept.means(), interval_ms)?);
            }
        }
        Ok(finished)
    }
}

/// The steps in which the pulses of each train begin, of those that a metric is of.
fn pulses(network: &Network, plan: &Plan, trial: u64) -> Result<Vec<Vec<u64>>, Error> {
    let steps = |(index, train): (usize, &Pulses)| {
        let wanted = plan.wanted.iter().any(|wanted| wanted.train == Some(index));
        let end = if wanted { plan.window.end() } else { 0 };
        pulse_steps(network, &train.name, trial, plan.window.dt_ms(), end)
    };
    network.pulses().iter().enumerate().map(steps).collect()
}
