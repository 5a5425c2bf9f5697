//! The metrics of a batch, by name.

use crate::error::Error;
use crate::metrics::catalogue::{self, Metric};
use crate::metrics::{samples_of_1_ms, Finished, Mean, Signal, SpikeTrains, Window};
use crate::network::Network;

/// A metric of one population, asked for as "population.metric", of two, as "first.second.metric", or of one that
/// answers a train of pulses, as "population.train.metric".
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Indices of the populations.
    pub populations: Vec<usize>,
    /// Index of the train that the population answers, if it is of one.
    pub train: Option<usize>,
    /// What is computed of them.
    pub metric: &'static Metric,
}

impl Wanted {
    /// The metric of that name.
    ///
    /// # Errors
    /// A population or a metric that does not exist, more or fewer populations than the metric is of,
    /// one population twice, or a name without a dot.
    pub fn find(network: &Network, name: &str) -> Result<Self, Error> {
        let wrong = |why: &str| Error::invalid("metrics", format!("holds \"{name}\", {why}"));
        let Some((populations, metric)) = name.rsplit_once('.') else {
            return Err(wrong("which is no \"population.metric\" and no \"first.second.metric\""));
        };
        let metric = catalogue::find(metric)?;
        let (populations, train) = match populations.split_once('.') {
            Some((population, train)) if metric.of_pulses => {
                (population, Some(network.find_pulses(train)?))
            }
            None if metric.of_pulses => {
                return Err(wrong("which is of a train of pulses: \"population.train.metric\""))
            }
            _ => (populations, None),
        };
        let populations = populations.split('.').map(|name| network.find_population(name));
        let populations = populations.collect::<Result<Vec<_>, _>>()?;
        if metric.n_populations() != populations.len() {
            return Err(metric.of_another_number(populations.len()));
        }
        if populations.len() == 2 && populations[0] == populations[1] {
            return Err(wrong("of one population twice"));
        }
        Ok(Self { populations, train, metric })
    }

    /// The metric of a trial, of all its populations, and of the steps in which the pulses of each train begin.
    ///
    /// # Errors
    /// Those of the metric.
    pub fn compute(&self, trial: &[Finished], pulses: &[Vec<u64>]) -> Result<f64, Error> {
        if let Some(train) = self.train {
            let own = &trial[self.populations[0]];
            let answering = Finished::new(own.window(), own.trains()).answering(&pulses[train]);
            return self.metric.compute(&[&answering]);
        }
        let populations: Vec<_> = self.populations.iter().map(|&index| &trial[index]).collect();
        self.metric.compute(&populations)
    }
}

/// The mean over a population that a batch records, for the metrics that need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watched {
    /// Index of the population.
    pub population: usize,
    /// What is averaged.
    pub mean: Mean,
}

impl Watched {
    /// What these metrics need, each once, in the order of the metrics.
    pub fn of(wanted: &[Wanted]) -> Vec<Self> {
        let mut watched = Vec::new();
        for Wanted { populations, metric, .. } in wanted {
            for &population in populations {
                let needed = metric.needs.map(|mean| Self { population, mean });
                watched.extend(needed.filter(|needed| !watched.contains(needed)));
            }
        }
        watched
    }

    /// How many steps make one of the numbers that are kept: V is kept as it is, the synaptic current
    /// averaged over 1 ms.
    pub fn steps_in_one(self, dt_ms: f64) -> u64 {
        match self.mean {
            Mean::V => 1,
            Mean::SynapticCurrent => samples_of_1_ms(dt_ms),
        }
    }

    /// From one number that is kept to the next, ms.
    pub fn interval_ms(self, dt_ms: f64) -> f64 {
        self.steps_in_one(dt_ms) as f64 * dt_ms
    }
}

/// Whether a run of this window is long enough for every metric.
///
/// # Errors
/// What a metric says of a silent run.
pub fn check_length(wanted: &[Wanted], window: Window) -> Result<(), Error> {
    let trains = SpikeTrains::new(1, std::iter::empty())?;
    let n_samples = if Watched::of(wanted).is_empty() { 1 } else { window.n_steps() as usize };
    let still = vec![0.0; n_samples];
    let signal = Signal::new(&still, window.dt_ms())?;
    let silent =
        Finished::new(window, &trains).with(Mean::V, signal).with(Mean::SynapticCurrent, signal);
    let silent = silent.answering(&[]);
    for Wanted { populations, metric, .. } in wanted {
        let too_short = |error| {
            Error::invalid("measured_ms", format!("is too short for \"{}\": {error}", metric.name))
        };
        metric.compute(&vec![&silent; populations.len()]).map_err(too_short)?;
    }
    Ok(())
}
