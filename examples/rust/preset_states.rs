//! Measures the states that the `stn_gpe_gpi_*` presets are named after; prints them as a table.
//!
//!     cargo run --release --example preset_states [-- [SEEDS] [single]]
//!
//! Each preset runs at its own size on the networks of seeds 1001 .. 1005, or of as many as SEEDS
//! says: other wiring, cells, initial state and noise each, at the preset's step; 0.3 s, then 2 s
//! that count.
//!
//! The columns: mean rates; mean ISI CV of STN, GPe and GPi; prominence of beta in the STN's
//! population rate; kappa of the STN at that peak, then its least and most in a run; the peak,
//! where there is beta; in how many runs that is. There is beta in a run if both rates, STN and GPe,
//! stand out by 8 dB, and at the STN's peak its kappa is at least 0.06 and the coherence of the two
//! is above what 1 of 20 independent pairs exceeds.

use std::error::Error;
use std::num::NonZeroU64;
use std::thread;
use subthal::engine::{Run, Simulator, SimulatorConfig, Spike};
use subthal::metrics::{
    beta_peak, coherence, coherence_threshold, isi_cv, mean_rate, population_rate, prominence,
    synchrony, welch, Bins, Signal, SpikeTrains, Welch, Window,
};
use subthal::presets::{build, dt_ms, Preset, NAMES};

const FAMILY: &str = "stn_gpe_gpi_";
const FIRST_SEED: u64 = 1001;
const BURN_IN_MS: f64 = 300.0;
const TRIAL_MS: f64 = 2300.0;
const MOST_SPIKES: usize = 1 << 18; // every cell at 500 Hz
/// Presets that run at the same time.
const THREADS: usize = 2;
const HEAD: &str = "\
| state                     | STN GPe GPi Hz | CV, %    | dB   | kappa, range     | Hz | beta |
|---------------------------|----------------|----------|------|------------------|----|------|";

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// What the command line says.
struct Asked {
    n_seeds: NonZeroU64,
    precision: String,
}

/// One run, populations in the order STN, GPe, GPi.
struct Seen {
    rate_hz: [f64; 3],
    cv: [f64; 3],
    beta: Beta,
}

/// The peak of the STN in 13-30 Hz.
struct Beta {
    peak_hz: f64,
    prominence_db: f64,
    kappa: f64,
    detected: bool,
}

fn main() -> Result<()> {
    let asked = asked()?;
    println!("{HEAD}");
    let names: Vec<&str> = NAMES.iter().copied().filter(|name| name.starts_with(FAMILY)).collect();
    for together in names.chunks(THREADS) {
        for row in rows(together, &asked) {
            println!("{}", row?);
        }
    }
    Ok(())
}

fn asked() -> Result<Asked> {
    let n_seeds = NonZeroU64::new(5).expect("5 is not 0");
    let mut asked = Asked { n_seeds, precision: "double".into() };
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "single" | "double" => asked.precision = argument,
            _ => asked.n_seeds = argument.parse().map_err(|e| format!("{argument}: {e}"))?,
        }
    }
    Ok(asked)
}

/// The rows of some presets, each measured by a thread of its own.
fn rows(names: &[&str], asked: &Asked) -> Vec<Result<String>> {
    thread::scope(|scope| {
        let start = |name| scope.spawn(move || measure(name, asked));
        let started: Vec<_> = names.iter().copied().map(start).collect();
        started.into_iter().map(|row| row.join().expect("no panic")).collect()
    })
}

fn measure(name: &str, asked: &Asked) -> Result<String> {
    let mut runs = Vec::new();
    for seed in FIRST_SEED..FIRST_SEED + asked.n_seeds.get() {
        let dt_ms = dt_ms(name);
        runs.push(seen(&trains(name, seed, dt_ms, &asked.precision)?, dt_ms)?);
        eprintln!("{name}, seed {seed}: done");
    }
    Ok(row(&name[FAMILY.len()..], &runs))
}

fn steps(ms: f64, dt_ms: f64) -> u64 {
    (ms / dt_ms).round() as u64
}

/// Runs a preset; the spikes of STN, GPe, GPi.
fn trains(name: &str, seed: u64, dt_ms: f64, precision: &str) -> Result<[SpikeTrains; 3]> {
    let network = build(name, &Preset { seed, ..Preset::default() })?;
    let precision = precision.into();
    let config = SimulatorConfig { dt_ms, precision, ..SimulatorConfig::default() };
    let mut simulator = Simulator::new(&network, &config)?;
    let fired = fired(&mut simulator)?;
    let n_cells: Vec<usize> = simulator.populations().map(|p| p.n_cells).collect();
    let of = |population: usize| {
        let own = fired.iter().filter(|spike| spike.population as usize == population);
        SpikeTrains::new(n_cells[population], own.map(|spike| (spike.step, spike.cell)))
    };
    Ok([of(0)?, of(1)?, of(2)?])
}

fn fired(simulator: &mut Simulator) -> Result<Vec<Spike>> {
    let mut spikes = vec![Spike::default(); MOST_SPIKES];
    let mut run = Run { spikes: &mut spikes, ..Run::default() };
    simulator.run(steps(TRIAL_MS, simulator.dt_ms()), &mut run)?;
    let n_spikes = run.n_spikes as usize;
    if n_spikes > MOST_SPIKES {
        return Err(format!("{n_spikes} spikes, there is room for {MOST_SPIKES}").into());
    }
    spikes.truncate(n_spikes);
    Ok(spikes)
}

fn seen(trains: &[SpikeTrains; 3], dt_ms: f64) -> Result<Seen> {
    let window = Window::new(steps(BURN_IN_MS, dt_ms), steps(TRIAL_MS, dt_ms), dt_ms)?;
    let rate_hz = trains.each_ref().map(|train| mean_rate(train, window));
    let cv = trains.each_ref().map(|train| isi_cv(train, window).mean);
    Ok(Seen { rate_hz, cv, beta: beta(&trains[0], &trains[1], Bins::of_1_ms(window)?)? })
}

fn beta(stn: &SpikeTrains, gpe: &SpikeTrains, bins: Bins) -> Result<Beta> {
    let segments = Welch::of_1_s(bins.interval_ms())?;
    let (stn_hz, gpe_hz) = (population_rate(stn, bins)?, population_rate(gpe, bins)?);
    let stn_rate = Signal::new(&stn_hz, bins.interval_ms())?;
    let gpe_rate = Signal::new(&gpe_hz, bins.interval_ms())?;
    let spectrum = welch(stn_rate, segments)?;
    let (peak_hz, prominence_db) = (beta_peak(&spectrum)?.frequency_hz, prominence(&spectrum)?);
    let kappa = synchrony(stn, bins, segments, peak_hz)?.kappa;
    let stand_out = prominence_db >= 8.0 && prominence(&welch(gpe_rate, segments)?)? >= 8.0;
    let coherent = coherent(stn_rate, gpe_rate, segments, peak_hz)?;
    Ok(Beta { peak_hz, prominence_db, kappa, detected: stand_out && kappa >= 0.06 && coherent })
}

fn coherent(stn: Signal, gpe: Signal, segments: Welch, peak_hz: f64) -> Result<bool> {
    let coherence = coherence(stn, gpe, segments)?;
    let peak = coherence.bins(peak_hz, peak_hz)?.start;
    let independent = segments.effective_segments(coherence.n_segments())?;
    Ok(coherence.values()[peak] > coherence_threshold(0.05, independent)?)
}

/// Means over the runs; the peak of those with beta only.
fn row(state: &str, runs: &[Seen]) -> String {
    let rates = [0, 1, 2].map(|p| format!("{:.1}", mean(runs, |run| run.rate_hz[p]))).join(" ");
    let cvs = [0, 1, 2].map(|p| format!("{:2.0}", mean(runs, |run| 100.0 * run.cv[p]))).join(" ");
    let db = mean(runs, |run| run.beta.prominence_db);
    let (kappas, peak) = (kappas(runs), peak(runs));
    let n = runs.iter().filter(|run| run.beta.detected).count();
    format!("| {state:25} | {rates:14} | {cvs:8} | {db:4.1} | {kappas:16} | {peak:2} | {n:4} |")
}

/// Mean, least and most.
fn kappas(runs: &[Seen]) -> String {
    let of_runs = || runs.iter().map(|run| run.beta.kappa);
    let least = of_runs().fold(f64::INFINITY, f64::min);
    let most = of_runs().fold(f64::NEG_INFINITY, f64::max);
    format!("{:.2} {least:.2} {most:.2}", mean(runs, |run| run.beta.kappa))
}

fn peak(runs: &[Seen]) -> String {
    let with_beta: Vec<&Seen> = runs.iter().filter(|run| run.beta.detected).collect();
    match with_beta[..] {
        [] => String::new(),
        _ => format!("{:.0}", mean(with_beta, |run| run.beta.peak_hz)),
    }
}

fn mean<'a>(runs: impl IntoIterator<Item = &'a Seen>, value: impl Fn(&Seen) -> f64) -> f64 {
    let values: Vec<f64> = runs.into_iter().map(value).collect();
    values.iter().sum::<f64>() / values.len() as f64
}
