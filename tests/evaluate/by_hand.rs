//! A batch, and one of its trials run with a simulator.

use std::ops::ControlFlow;
use subthal::engine::{Run, Simulator, SimulatorConfig, Spike};
use subthal::error::Error;
use subthal::evaluate::{evaluate, Answers, Batch, Progress, Protocol, Wiring};
use subthal::metrics::{Finished, Mean, Signal, SpikeTrains, Window};
use subthal::network::{Network, Probe};
use subthal::presets::{build, Preset};

const POPULATIONS: [&str; 3] = ["stn", "gpe", "gpi"];
pub const PARAMS: [&str; 2] = ["stn.i_app", "gpe_to_stn.weight_scale"];
const DT_MS: f64 = 0.025;

pub fn network() -> Network {
    let sizes = Preset { n_stn: 20, n_gpe: 40, n_gpi: 30, seed: 5 };
    build("stn_gpe_gpi_adex_healthy", &sizes).unwrap()
}

pub fn ids(network: &Network) -> Vec<usize> {
    PARAMS.iter().map(|path| network.find_param(path).unwrap()).collect()
}

pub type Outcomes = Vec<Result<(), Error>>;

/// Metrics and outcomes of a batch.
pub fn run(
    network: &Network,
    protocol: &Protocol,
    batch: &Batch,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<(Vec<f64>, Outcomes), Error> {
    let mut metrics = vec![0.0; batch.seeds.len() * batch.metrics.len()];
    let mut outcomes = vec![Ok(()); batch.seeds.len()];
    let mut answers = Answers { metrics: &mut metrics, outcomes: &mut outcomes };
    match evaluate(network, protocol, batch, &mut answers, progress) {
        Ok(()) | Err(Error::Cancelled) => Ok((metrics, outcomes)),
        Err(error) => Err(error),
    }
}

pub fn go_on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

pub fn bits(numbers: &[f64]) -> Vec<u64> {
    numbers.iter().map(|number| number.to_bits()).collect()
}

/// What a trial does: of each population its spikes, its mean V and its mean synaptic current.
pub struct ByHand {
    pub window: Window,
    pub trains: Vec<SpikeTrains>,
    pub v: Vec<Vec<f64>>,
    pub current: Vec<Vec<f64>>,
}

impl ByHand {
    pub fn new(network: &Network, protocol: &Protocol, values: &[f64], seed: u64) -> Self {
        let mut network = network.clone();
        network.set_many(&ids(&network), values).unwrap();
        for (population, variable) in POPULATIONS.iter().flat_map(|p| [(p, "v"), (p, "i_syn")]) {
            let (population, variable) = ((*population).into(), variable.into());
            network.add_probe(Probe { population, variable, cells: vec![], mean: true }).unwrap();
        }
        let trial = if protocol.wiring == Wiring::Shared { seed } else { 0 };
        if protocol.wiring == Wiring::Redrawn {
            network.set_seed(seed);
        }
        let config =
            SimulatorConfig { precision: "single".into(), trial, ..SimulatorConfig::default() };
        let steps = |ms: f64| (ms / DT_MS).round() as u64;
        let (first, n_measured) = (steps(protocol.burn_in_ms), steps(protocol.measured_ms));
        let window = Window::new(first, first + n_measured, DT_MS).unwrap();
        Self::simulate(&mut Simulator::new(&network, &config).unwrap(), window)
    }

    fn simulate(simulator: &mut Simulator, window: Window) -> Self {
        let mut rows = vec![0.0; window.end() as usize * 6];
        let mut spikes = vec![Spike::default(); 1 << 18];
        let mut run = Run { rows: &mut rows, spikes: &mut spikes, ..Run::default() };
        simulator.run(window.end(), &mut run).unwrap();
        let n_spikes = run.n_spikes as usize;
        let trains = simulator.populations().enumerate().map(|(index, population)| {
            let own = spikes[..n_spikes].iter().filter(|spike| spike.population == index as u32);
            SpikeTrains::new(population.n_cells, own.map(|s| (s.step, s.cell))).unwrap()
        });
        let measured = &rows[window.first() as usize * 6..];
        let column = |column: usize| measured.chunks_exact(6).map(|row| row[column]).collect();
        let (v, current) = [0, 2, 4].map(|c| (column(c), column(c + 1))).into_iter().unzip();
        Self { window, trains: trains.collect(), v, current }
    }

    pub fn v(&self, population: usize) -> Signal<'_> {
        Signal::new(&self.v[population], DT_MS).unwrap()
    }

    pub fn current(&self, population: usize) -> Signal<'_> {
        Signal::new(&self.current[population], DT_MS).unwrap()
    }

    pub fn finished(&self, population: usize) -> Finished<'_> {
        Finished::new(self.window, &self.trains[population])
            .with(Mean::V, self.v(population))
            .with(Mean::SynapticCurrent, self.current(population))
    }

    /// A metric by its name in a batch.
    pub fn metric(&self, name: &str) -> f64 {
        let (populations, metric) = name.rsplit_once('.').unwrap();
        let index = |name: &str| POPULATIONS.iter().position(|own| *own == name).unwrap();
        let populations: Vec<_> =
            populations.split('.').map(|name| self.finished(index(name))).collect();
        let populations: Vec<_> = populations.iter().collect();
        subthal::metrics::catalogue::compute(metric, &populations).unwrap()
    }
}
