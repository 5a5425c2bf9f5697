//! This library among its peers; see `README.md` beside this file.
//!
//! `peers network` writes T1's network, cell by cell and synapse by synapse, for the peers to read: a line
//! a list, "name value value ...". `peers serve single` answers requests, one a line: "time SEED" by the
//! milliseconds of a trial, "rates SEED" by the mean rate of each population over 2 s, Hz.

use std::error::Error;
use std::fmt::Display;
use std::hint::black_box;
use std::io::{stdin, BufRead};
use std::time::Instant;
use subthal::engine::{Run, Simulator, SimulatorConfig, Spike};
use subthal::metrics::{isi_cv, mean_rate, seed_beta_power, Signal, SpikeTrains, Window};
use subthal::network::{Network, Probe};
use subthal::presets::{build, Preset};

const POPULATIONS: [&str; 3] = ["stn", "gpe", "gpi"];
const DT_MS: f64 = 0.025;
/// Steps of a trial and of its part that is not measured.
const TRIAL: (u64, u64) = (4000, 1000);
/// The same of a run for rates: 0.5 s and 2 s.
const LONG: (u64, u64) = (100_000, 20_000);

type Outcome<T> = Result<T, Box<dyn Error>>;

/// T1's network with the mean V of each population recorded.
fn network() -> Outcome<Network> {
    let mut network = build("stn_gpe_gpi_adex_healthy", &Preset::default())?;
    for population in POPULATIONS {
        let (population, variable) = (population.into(), "v".into());
        network.add_probe(Probe { population, variable, cells: vec![], mean: true })?;
    }
    Ok(network)
}

fn simulator(network: &Network, precision: &str) -> Outcome<Simulator> {
    let config = SimulatorConfig { precision: precision.into(), ..SimulatorConfig::default() };
    Ok(Simulator::new(network, &config)?)
}

fn print_list(name: &str, values: impl IntoIterator<Item = impl Display>) {
    let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
    println!("{name} {}", values.join(" "));
}

/// Every parameter, where every cell starts in trial 0, and every synapse.
fn print_network(network: &Network) -> Outcome<()> {
    for record in network.params() {
        if record.n_cells > 0 {
            print_list(&record.path, network.cell_values(&record.path)?);
        } else {
            print_list(&record.path, [network.get(&record.path)?]);
        }
    }
    let start = simulator(network, "double")?;
    for population in start.populations() {
        for variable in population.model().variables {
            let name = format!("{}.start.{}", population.name, variable.name);
            print_list(&name, start.state(&population.name, variable.name)?);
        }
    }
    for projection in network.projections() {
        let wiring = network.wiring(&projection.name)?;
        print_list(&format!("{}.pre", projection.name), wiring.pre);
        print_list(&format!("{}.post", projection.name), wiring.post);
    }
    Ok(())
}

/// Everything that a request needs.
struct Trial {
    network: Network,
    simulator: Simulator,
    rows: Vec<f64>,
    spikes: Vec<Spike>,
}

impl Trial {
    fn new(precision: &str) -> Outcome<Self> {
        let network = network()?;
        let simulator = simulator(&network, precision)?;
        let rows = vec![0.0; 3 * LONG.0 as usize];
        Ok(Self { network, simulator, rows, spikes: vec![Spike::default(); 1 << 18] })
    }

    /// Runs a trial from its beginning and measures it; the mean rates, Hz.
    fn run(&mut self, (n_steps, burn_in): (u64, u64)) -> Outcome<Vec<f64>> {
        self.simulator.reset();
        let rows = &mut self.rows[..3 * n_steps as usize];
        let mut run = Run { rows, spikes: &mut self.spikes, every: 1, ..Run::default() };
        self.simulator.run(n_steps, &mut run)?;
        let (spikes, rows) = (&run.spikes[..run.n_spikes as usize], &*run.rows);
        let window = Window::new(burn_in, n_steps, DT_MS)?;
        let mut rates = Vec::new();
        for (index, population) in self.simulator.populations().enumerate() {
            let fired = spikes.iter().filter(|spike| spike.population == index as u32);
            let trains = SpikeTrains::new(population.n_cells, fired.map(|s| (s.step, s.cell)))?;
            let v = rows.chunks_exact(3).skip(burn_in as usize).map(|row| row[index]);
            let beta = seed_beta_power(Signal::new(&v.collect::<Vec<_>>(), DT_MS)?)?;
            black_box((isi_cv(&trains, window).mean, beta));
            rates.push(mean_rate(&trains, window));
        }
        Ok(rates)
    }

    /// The milliseconds of a trial; another one goes before it, unmeasured, to warm the caches.
    fn time(&mut self) -> Outcome<f64> {
        self.run(TRIAL)?;
        let start = Instant::now();
        black_box(self.run(TRIAL)?);
        Ok(start.elapsed().as_secs_f64() * 1e3)
    }

    fn answer(&mut self, request: &str) -> Outcome<()> {
        let (verb, seed) = request.split_once(' ').ok_or("a request is a verb and a seed")?;
        self.simulator.renew(&self.network, seed.parse()?)?;
        match verb {
            "time" => println!("{}", self.time()?),
            _ => println!(
                "{}",
                self.run(LONG)?.iter().map(f64::to_string).collect::<Vec<_>>().join(" ")
            ),
        }
        Ok(())
    }
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["network"] => print_network(&network()?),
        ["serve", precision] => {
            let mut trial = Trial::new(precision)?;
            stdin().lock().lines().try_for_each(|line| trial.answer(&line?))
        }
        _ => Err("usage: peers network | peers serve single|double".into()),
    }
}
