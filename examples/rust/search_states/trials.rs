//! Trials of the circuit: states and seeds in, what was measured out.

use crate::bar::Bar;
use crate::space::{State, PATHS};
use crate::Result;
use subthal::evaluate::{evaluate, Answers, Batch, Progress, Protocol, Wiring};
use subthal::network::Network;
use subthal::presets::{build, Preset};

pub const STN: usize = 0;
pub const GPE: usize = 1;
pub const GPI: usize = 2;

/// Any of its states would do: every trial sets [`PATHS`].
const CIRCUIT: &str = "stn_gpe_gpi_adex_healthy";

const METRICS: [&str; 15] = [
    "stn.rate",
    "gpe.rate",
    "gpi.rate",
    "stn.silent_cells",
    "gpe.silent_cells",
    "gpi.silent_cells",
    "stn.cv",
    "gpe.cv",
    "gpi.cv",
    "stn.beta_prominence",
    "gpe.beta_prominence",
    "stn.kappa",
    "gpe.kappa",
    "stn.beta_peak_hz",
    "stn.gpe.beta_detected",
];

/// What was measured in one trial; populations in the order STN, GPe, GPi.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    pub rate_hz: [f64; 3],
    pub silent_cells: [f64; 3],
    pub cv: [f64; 3],
    pub prominence_db: [f64; 2],
    pub kappa: [f64; 2],
    pub peak_hz: f64,
    pub beta_detected: bool,
    /// A voltage left the finite numbers, or the parameters were refused.
    pub failed: bool,
}

impl Seen {
    fn new(metrics: &[f64], failed: bool) -> Self {
        let at = |index: usize| or_zero(metrics[index]);
        Self {
            rate_hz: [at(0), at(1), at(2)],
            silent_cells: [at(3), at(4), at(5)],
            cv: [at(6), at(7), at(8)],
            prominence_db: [at(9), at(10)],
            kappa: [at(11), at(12)],
            peak_hz: at(13),
            beta_detected: at(14) == 1.0,
            failed,
        }
    }
}

/// A silent population has no spectrum, hence no beta: 0 dB, no coherency.
fn or_zero(metric: f64) -> f64 {
    match metric.is_nan() {
        true => 0.0,
        false => metric,
    }
}

/// Cells of STN, GPe and GPi.
pub type Sizes = [usize; 3];

pub const SIZES: Sizes = [50, 100, 75];

/// Weights carry over: they are totals on a cell.
pub const TWICE: Sizes = [100, 200, 150];

/// Burn-in and measured time of a trial that decides, s.
pub const LONG: (f64, f64) = (0.5, 3.0);

/// Where trials are run.
#[derive(Clone)]
pub struct Lab {
    pub network: Network,
    pub protocol: Protocol,
    pub n_threads: usize,
}

impl Lab {
    /// Trials of so long a burn-in and measurement; each draws its own wiring, cells, initial state and noise.
    pub fn new(
        [n_stn, n_gpe, n_gpi]: Sizes,
        seconds: (f64, f64),
        n_threads: usize,
    ) -> Result<Self> {
        let network = build(CIRCUIT, &Preset { n_stn, n_gpe, n_gpi, ..Preset::default() })?;
        let protocol = Protocol {
            burn_in_ms: 1e3 * seconds.0,
            measured_ms: 1e3 * seconds.1,
            wiring: Wiring::Redrawn,
            ..Protocol::default()
        };
        Ok(Self { network, protocol, n_threads })
    }

    /// Ids of [`PATHS`].
    pub fn params(&self) -> Result<Vec<usize>> {
        PATHS.into_iter().map(|path| Ok(self.network.find_param(path)?)).collect()
    }

    /// Each state on each seed, (states x seeds), in one batch.
    ///
    /// # Errors
    /// `Error::Cancelled` where the bar was interrupted; trials that fail say so in what was seen.
    pub fn run(&self, states: &[State], seeds: &[u64], bar: &mut Bar) -> Result<Vec<Vec<Seen>>> {
        let params = self.params()?;
        let values: Vec<f64> = states.iter().flat_map(|state| state.repeat(seeds.len())).collect();
        let seeds_of_all = seeds.repeat(states.len());
        let batch = Batch {
            params: &params,
            values: &values,
            seeds: &seeds_of_all,
            metrics: &METRICS,
            n_threads: self.n_threads,
        };
        let seen = self.measure(&batch, bar)?;
        Ok(seen.chunks(seeds.len()).map(<[_]>::to_vec).collect())
    }

    fn measure(&self, batch: &Batch, bar: &mut Bar) -> Result<Vec<Seen>> {
        let n_trials = batch.seeds.len();
        let mut metrics = vec![0.0; n_trials * METRICS.len()];
        let mut outcomes = vec![Ok(()); n_trials];
        let mut answers = Answers { metrics: &mut metrics, outcomes: &mut outcomes };
        let watch = &mut |progress: Progress| bar.watch(progress.n_done);
        evaluate(&self.network, &self.protocol, batch, &mut answers, watch)?;
        bar.done(n_trials);
        let rows = metrics.chunks(METRICS.len()).zip(&outcomes);
        Ok(rows.map(|(row, outcome)| Seen::new(row, outcome.is_err())).collect())
    }
}
