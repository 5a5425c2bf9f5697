//! Searches a healthy and a Parkinsonian state of the circuit, or confirms such a pair.
//!
//!     cargo run --release --example search_states -- [--seed N] [--threads N] [--evaluations N]
//!         [--population N] [--sigma X] [--states FILE]
//!     cargo run --release --example search_states -- --confirm [--threads N] [--states FILE]
//!
//! The search starts from the centre of a wide box (`space.rs`) and goes by CMA-ES. A point is a
//! pair of states; it is judged (`objective.rs`) by 6 trials, each state on 3 seeds, which are new
//! ones in every generation; those of a generation are one batch. Candidates near enough are examined
//! as a confirmation would, on seeds of their own (`examiner.rs`). The search ends when one passes, when
//! its evaluations are spent, or with Ctrl-C, prints the best pair, and writes it to FILE. The same seed
//! gives the same search on the same machine, whatever the threads.
//!
//! A confirmation judges the pair in FILE, or that of the presets, on 20 seeds that no search draws
//! from and at two sizes, and prints what was asked and what was found (`acceptance.rs`).

mod acceptance;
mod bar;
mod confirm;
mod controls;
mod examiner;
mod objective;
mod optimiser;
mod options;
mod search;
mod space;
mod states;
mod trials;
mod variants;
mod voltages;

use bar::Bar;
use options::Options;
use search::Outcome;
use std::process::ExitCode;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let options = Options::read(std::env::args().skip(1))?;
    match options.confirm {
        true => confirm(&options),
        false => search(&options),
    }
}

fn search(options: &Options) -> Result<()> {
    let mut bar = Bar::new(search::TRIALS_A_POINT * options.evaluations)?;
    let outcome = search::search(options, &mut bar)?;
    let Outcome { best, n_points, n_examined, interrupted } = outcome;
    let (n_trials, seconds) = (bar.n_trials(), bar.seconds());
    bar.say(&format!(
        "{n_points} evaluations, {n_examined} candidates examined, {n_trials} trials, {seconds:.0} s"
    ));
    let Some(best) = best else {
        return Err("no candidate came near enough to be examined".into());
    };
    let text = states::text(&best.pair)?;
    bar.say(&text);
    if let Some(file) = &options.states {
        std::fs::write(file, text)?;
    }
    match best.verdict.passed() {
        true => Ok(()),
        false if interrupted => Err("interrupted: these are the best so far".into()),
        false => Err("none passed: these are the best".into()),
    }
}

fn confirm(options: &Options) -> Result<()> {
    let pair = match &options.states {
        Some(file) => states::read(file)?,
        None => states::of_presets()?,
    };
    let mut bar = Bar::new(confirm::N_TRIALS)?;
    match confirm::confirm(&pair, options, &mut bar)? {
        0 => Ok(()),
        n_failed => Err(format!("{n_failed} rows failed").into()),
    }
}
