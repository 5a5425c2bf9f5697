//! The search: generations, until a candidate passes on seeds that it was not chosen on.

use crate::acceptance::{rows, Row};
use crate::bar::Bar;
use crate::objective::{mean_distance, Terms};
use crate::optimiser::{Generation, Optimiser};
use crate::options::Options;
use crate::space::{pair, Pair, State};
use crate::trials::{Lab, Seen, LONG, SIZES};
use crate::Result;
use std::ops::Range;
use subthal::error::Error;

/// Burn-in and measured time of a trial, s.
const SHORT: (f64, f64) = (0.3, 2.0);
const SEEDS_A_GENERATION: usize = 3;
/// Of a point: two states on these seeds.
pub const TRIALS_A_POINT: usize = 2 * SEEDS_A_GENERATION;
/// Of a look: first a few, then more for what passed on these.
const SEEDS_A_LOOK: [usize; 2] = [8, 16];
/// A generation whose best is farther away is not worth a look.
const WORTH_A_LOOK: f64 = 1.0;

const HEAD: &str = "\
points   step distance = healthy rates + beta, parkinsonian rates + beta, pair; of the best of a generation";

/// A pair of states, and how it did on the seeds of a look.
pub struct Found {
    pub pair: Pair,
    pub distance: f64,
    pub passed: bool,
}

/// What a search came to.
#[derive(Default)]
pub struct Outcome {
    /// The best that was looked at.
    pub best: Option<Found>,
    /// Points judged.
    pub n_points: usize,
    pub n_looks: usize,
    pub interrupted: bool,
}

/// A search under way.
struct Search<'a> {
    options: &'a Options,
    bar: &'a mut Bar,
    short: Lab,
    long: Lab,
    optimiser: Optimiser,
    seeds: Range<u64>,
    /// Distance of the best point of all generations.
    nearest: f64,
    outcome: Outcome,
}

/// # Errors
/// What the library says of the circuit or of a batch. A trial that fails is no error, nor is Ctrl-C.
pub fn search(options: &Options, bar: &mut Bar) -> Result<Outcome> {
    let mut search = Search {
        short: Lab::new(SIZES, SHORT, options.threads)?,
        long: Lab::new(SIZES, LONG, options.threads)?,
        optimiser: Optimiser::new(options.seed, options.population, options.sigma),
        seeds: seeds(options.seed),
        nearest: f64::INFINITY,
        outcome: Outcome::default(),
        options,
        bar,
    };
    search.bar.say(HEAD);
    match search.run() {
        Err(error) if error.downcast_ref() == Some(&Error::Cancelled) => {
            search.outcome.interrupted = true;
        }
        ran => ran?,
    }
    Ok(search.outcome)
}

/// Seeds of a search: none of another, and none of the small ones that a confirmation has.
fn seeds(seed: u64) -> Range<u64> {
    let first = (seed % 1_000_000 + 1) << 32;
    first..first + (1 << 32)
}

impl Search<'_> {
    fn run(&mut self) -> Result<()> {
        while !self.done() {
            let generation = self.optimiser.ask();
            let terms = self.judge(&generation.points)?;
            let distances: Vec<f64> = terms.iter().map(Terms::sum).collect();
            self.optimiser.tell(&distances);
            let best = (0..terms.len()).min_by(|&a, &b| distances[a].total_cmp(&distances[b]));
            let best = best.expect("a generation has points");
            self.report(&generation, &terms[best]);
            if distances[best] < WORTH_A_LOOK {
                self.look(pair(&generation.points[best]))?;
                self.look(pair(&self.optimiser.ask().mean))?;
            }
        }
        Ok(())
    }

    fn done(&self) -> bool {
        let left = self.options.evaluations - self.outcome.n_points;
        left < self.options.population || self.outcome.best.as_ref().is_some_and(|best| best.passed)
    }

    /// Mean distances of points, all on the same fresh seeds, in one batch.
    fn judge(&mut self, points: &[Vec<f64>]) -> Result<Vec<Terms>> {
        let seeds: Vec<u64> = self.seeds.by_ref().take(SEEDS_A_GENERATION).collect();
        let pairs: Vec<Pair> = points.iter().map(|point| pair(point)).collect();
        let states: Vec<State> = pairs.iter().flat_map(|p| [p.healthy, p.parkinsonian]).collect();
        let seen = self.short.run(&states, &seeds, self.bar)?;
        self.outcome.n_points += points.len();
        Ok(seen.chunks(2).map(|both| mean_distance(&both[0], &both[1])).collect())
    }

    /// Judges a candidate as a confirmation does, on fresh seeds and with room for others.
    fn look(&mut self, pair: Pair) -> Result<()> {
        let mut seen: [Vec<Seen>; 2] = [vec![], vec![]];
        let mut passed = true;
        for n_seeds in SEEDS_A_LOOK {
            let seeds: Vec<u64> = self.seeds.by_ref().take(n_seeds).collect();
            self.bar.lengthen(2 * n_seeds);
            let more = self.long.run(&[pair.healthy, pair.parkinsonian], &seeds, self.bar)?;
            seen.iter_mut().zip(more).for_each(|(seen, more)| seen.extend(more));
            passed = rows(&seen[0], &seen[1]).iter().all(Row::passed_safely);
            if !passed {
                break;
            }
        }
        self.outcome.n_looks += 1;
        let distance = mean_distance(&seen[0], &seen[1]).sum();
        self.keep(Found { pair, distance, passed });
        Ok(())
    }

    /// Keeps the better: one that passed, else the nearer.
    fn keep(&mut self, found: Found) {
        let verdict = if found.passed { "passed" } else { "failed" };
        self.bar.say(&format!("looked at a candidate: {:.3}, {verdict}", found.distance));
        let rank = |found: &Found| (!found.passed, found.distance);
        if self.outcome.best.as_ref().is_none_or(|best| rank(&found) < rank(best)) {
            self.outcome.best = Some(found);
        }
    }

    fn report(&mut self, generation: &Generation, best: &Terms) {
        let (n, step, distance) = (self.outcome.n_points, generation.sigma, best.sum());
        self.bar.say(&format!("{n:6} {step:6.3} {distance:8.3} = {best}"));
        self.nearest = self.nearest.min(distance);
        self.bar.note(format!(", best {:.2}", self.nearest));
    }
}
