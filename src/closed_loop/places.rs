//! Where in a simulator a loop looks and acts.

use super::LoopConfig;
use crate::control::ControllerConfig;
use crate::engine::Simulator;
use crate::error::Error;

/// A channel and two parameters, by place and by name.
#[derive(Clone, Debug)]
pub(super) struct Places {
    channel: (usize, String),
    params: [(usize, String); 2],
    dt_ms: f64,
}

impl Places {
    /// Finds them.
    ///
    /// # Errors
    /// `Error::UnknownName` with the nearest name.
    pub(super) fn find(config: &LoopConfig, simulator: &Simulator) -> Result<Self, Error> {
        let names = || simulator.channels().iter().map(|channel| channel.name.as_str());
        let channel = names().position(|name| name == config.channel);
        let channel = channel.ok_or_else(|| Error::unknown("channel", &config.channel, names()))?;
        let paths = ["amplitude", "frequency"].map(|name| format!("{}.{name}", config.stimulator));
        let [amplitude, frequency] = paths;
        let id = |path: &str| simulator.find_param(path);
        Ok(Self {
            channel: (channel, config.channel.clone()),
            params: [(id(&amplitude)?, amplitude), (id(&frequency)?, frequency)],
            dt_ms: simulator.dt_ms(),
        })
    }

    /// Fails unless they are where they were in this simulator.
    ///
    /// # Errors
    /// `Error::InvalidArgument`.
    pub(super) fn check(&self, simulator: &Simulator) -> Result<(), Error> {
        let (channel, name) = &self.channel;
        let has_channel = simulator.channels().get(*channel).is_some_and(|c| c.name == *name);
        let has_params = self.params.iter().all(|(id, path)| {
            simulator.params().get(*id).is_some_and(|record| record.path == *path)
        });
        if has_channel && has_params && simulator.dt_ms() == self.dt_ms {
            return Ok(());
        }
        let why = "is not of the network and step that the loop was made for";
        Err(Error::invalid("sim", why))
    }

    /// What the channel has now.
    pub(super) fn look(&self, simulator: &Simulator) -> f64 {
        simulator.look(self.channel.0).expect("checked when the run began")
    }

    /// Sets amplitude and frequency, unless they are that already.
    pub(super) fn set(&self, simulator: &mut Simulator, values: [f64; 2]) {
        let ids = [self.params[0].0, self.params[1].0];
        let now = ids.map(|id| simulator.value(id).map(f64::to_bits));
        if now != values.map(|value| Ok(value.to_bits())) {
            simulator.set_many(&ids, &values).expect("ranges were checked when made");
        }
    }
}

/// Fails unless a stimulator takes everything that a controller may ask of it.
///
/// # Errors
/// `Error::UnknownName`, or `Error::OutOfRange` with the parameter's range.
pub(super) fn check_ranges(
    controller: &ControllerConfig,
    simulator: &Simulator,
    stimulator: &str,
) -> Result<(), Error> {
    let limits = [controller.limits.min, controller.limits.max];
    let (amplitudes, frequencies) = match controller.acts_on.as_str() {
        "frequency" => ([controller.amplitude; 2], limits),
        _ => (limits, [controller.frequency_hz; 2]),
    };
    for (name, values) in [("amplitude", amplitudes), ("frequency", frequencies)] {
        let path = format!("{stimulator}.{name}");
        let record = &simulator.params()[simulator.find_param(&path)?];
        for value in values {
            record.param.accept(&path, value)?;
        }
    }
    Ok(())
}
