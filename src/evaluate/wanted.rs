//! The metrics of a batch, by name.

use crate::error::Error;
use crate::metrics::catalogue::{self, Finished, Metric};
use crate::metrics::{Signal, SpikeTrains, Window};
use crate::network::Network;

/// A metric of one population, asked for as "population.metric".
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Index of the population.
    pub population: usize,
    /// What is computed of it.
    pub metric: &'static Metric,
}

impl Wanted {
    /// The metric of that name.
    ///
    /// # Errors
    /// A population or a metric that does not exist, or a name without a dot.
    pub fn find(network: &Network, name: &str) -> Result<Self, Error> {
        let Some((population, metric)) = name.split_once('.') else {
            let why = format!("\"{name}\" is not of the form \"population.metric\"");
            return Err(Error::invalid("metrics", why));
        };
        let population = network.find_population(population)?;
        Ok(Self { population, metric: catalogue::find(metric)? })
    }

    /// Whether a run of this window is long enough for the metric.
    ///
    /// # Errors
    /// What the metric says of a silent run.
    pub fn check(&self, window: Window) -> Result<(), Error> {
        let trains = SpikeTrains::new(1, std::iter::empty())?;
        let still = vec![0.0; window.n_steps() as usize];
        let signal = Some(Signal::new(&still, window.dt_ms())?);
        let computed = self.metric.compute(&Finished { window, trains: &trains, signal });
        let too_short = |error| format!("is too short for \"{}\": {error}", self.metric.name);
        computed.map(|_| ()).map_err(|error| Error::invalid("measured_ms", too_short(error)))
    }
}
