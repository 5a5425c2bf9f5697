//! What the command line says.

use crate::Result;
use std::path::PathBuf;
use std::str::FromStr;
use std::thread::available_parallelism;

/// Options; those of the search are of no meaning to a confirmation.
pub struct Options {
    /// Of the optimiser, and of every trial of the search.
    pub seed: u64,
    /// As many as there are cores, unless said.
    pub threads: usize,
    /// Points judged at most.
    pub evaluations: usize,
    pub population: usize,
    /// First step of the optimiser, in sides of the box.
    pub sigma: f64,
    /// Where the states found go, or those to confirm come from.
    pub states: Option<PathBuf>,
    /// Judge states on held-out seeds instead of searching.
    pub confirm: bool,
}

impl Default for Options {
    fn default() -> Self {
        let (population, sigma) = (12, 0.2);
        let (states, confirm) = (None, false);
        let threads = available_parallelism().map_or(1, usize::from);
        Self { seed: 1, threads, evaluations: 600, population, sigma, states, confirm }
    }
}

impl Options {
    /// # Errors
    /// An option that does not exist, or that has no value or a wrong one.
    pub fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self> {
        let mut options = Self::default();
        while let Some(name) = arguments.next() {
            let value = &mut || arguments.next().ok_or(format!("{name} needs a value"));
            match name.as_str() {
                "--seed" => options.seed = number(&name, value()?)?,
                "--threads" => options.threads = number(&name, value()?)?,
                "--evaluations" => options.evaluations = number(&name, value()?)?,
                "--population" => options.population = number(&name, value()?)?,
                "--sigma" => options.sigma = number(&name, value()?)?,
                "--states" => options.states = Some(value()?.into()),
                "--confirm" => options.confirm = true,
                _ => return Err(format!("there is no option {name}").into()),
            }
        }
        options.check()
    }

    fn check(self) -> Result<Self> {
        if self.population < 4 || self.evaluations < self.population {
            return Err("a generation has 4 points or more, a search one generation".into());
        }
        if self.threads == 0 {
            return Err("--threads 0 simulate nothing".into());
        }
        if !(self.sigma > 0.0 && self.sigma <= 1.0) {
            return Err(format!("--sigma {} is not above 0 and at most 1", self.sigma).into());
        }
        Ok(self)
    }
}

fn number<T: FromStr>(name: &str, value: String) -> Result<T> {
    value.parse().map_err(|_| format!("{name} {value}: not such a number").into())
}
