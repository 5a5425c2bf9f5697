//! One trial: built, run, measured.

use super::batch::{Plan, Wiring};
use crate::engine::{Run, Simulator, SimulatorConfig, Spike};
use crate::error::Error;
use crate::metrics::catalogue::Finished;
use crate::metrics::{Signal, SpikeTrains};
use crate::network::Network;

/// Spikes that fit between two collections; so many that few trials need a second.
const SPIKES_KEPT: usize = 1 << 16;

/// The buffers of a worker, which its trials reuse.
pub struct Desk {
    rows: Vec<f64>,
    spikes: Vec<Spike>,
    column: Vec<f64>,
    /// Steps and cells of the spikes of each population.
    fired: Vec<Vec<(u64, u32)>>,
    /// The simulator of the last trial, where the next can have its synapses.
    simulator: Option<Simulator>,
}

impl Desk {
    /// Empty buffers.
    pub fn new(plan: &Plan) -> Self {
        let n_cells = plan.network.populations().iter().map(|p| p.n_cells).sum::<usize>();
        let n_rows = plan.window.n_steps() as usize * plan.columns.iter().flatten().count();
        Self {
            rows: vec![0.0; n_rows],
            spikes: vec![Spike::default(); SPIKES_KEPT.max(n_cells)],
            column: Vec::with_capacity(n_rows),
            fired: vec![Vec::new(); plan.columns.len()],
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
        recorded.and_then(|()| self.measure(&network, plan))
    }

    /// Runs the steps; the measured ones in stretches whose spikes are sure to fit.
    fn record(&mut self, simulator: &mut Simulator, plan: &Plan) -> Result<(), Error> {
        simulator.run(plan.window.first(), &mut Run::default())?;
        self.fired.iter_mut().for_each(Vec::clear);
        let n_cells = simulator.populations().map(|population| population.n_cells).sum::<usize>();
        let stretch = (self.spikes.len() / n_cells.max(1)) as u64;
        let (width, mut first_row) = (simulator.channels().len(), 0);
        while simulator.step() < plan.window.end() {
            let n_steps = stretch.min(plan.window.end() - simulator.step());
            let rows = &mut self.rows[first_row..][..n_steps as usize * width];
            let mut run = Run { rows, spikes: &mut self.spikes, ..Run::default() };
            simulator.run(n_steps, &mut run)?;
            let n_spikes = run.n_spikes as usize;
            for spike in &self.spikes[..n_spikes] {
                self.fired[spike.population as usize].push((spike.step, spike.cell));
            }
            first_row += n_steps as usize * width;
        }
        Ok(())
    }

    /// The metrics of what was recorded.
    fn measure(&mut self, network: &Network, plan: &Plan) -> Result<Vec<f64>, Error> {
        let mut metrics = vec![f64::NAN; plan.wanted.len()];
        let width = plan.columns.iter().flatten().count();
        for (index, population) in network.populations().iter().enumerate() {
            let trains = SpikeTrains::new(population.n_cells, self.fired[index].iter().copied())?;
            let signal = match plan.columns[index] {
                None => None,
                Some(column) => {
                    self.column.clear();
                    self.column.extend(self.rows.iter().skip(column).step_by(width));
                    Some(Signal::new(&self.column, plan.window.dt_ms())?)
                }
            };
            let finished = Finished { window: plan.window, trains: &trains, signal };
            for (place, wanted) in plan.wanted.iter().enumerate() {
                if wanted.population == index {
                    metrics[place] = wanted.metric.compute(&finished)?;
                }
            }
        }
        Ok(metrics)
    }
}
