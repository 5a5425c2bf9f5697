//! The search: generations, until a candidate passes on seeds that it was not chosen on.

use crate::bar::Bar;
use crate::examiner::{Examiner, Verdict};
use crate::objective::{mean_distance, Terms};
use crate::optimiser::{Generation, Optimiser};
use crate::options::Options;
use crate::space::{pair, Pair, State};
use crate::trials::{Lab, SIZES};
use crate::Result;
use std::ops::Range;
use subthal::error::Error;

/// Burn-in and measured time of a trial, s.
const SHORT: (f64, f64) = (0.3, 2.0);
const SEEDS_A_GENERATION: usize = 3;
/// Of a point: two states on these seeds.
pub const TRIALS_A_POINT: usize = 2 * SEEDS_A_GENERATION;
/// A generation whose best is farther away is not worth an examination.
const NEAR: f64 = 1.0;

const HEAD: &str = "\
points   step distance = healthy rates + beta, parkinsonian rates + beta, pair; of the best of a generation";

/// A pair of states that was examined.
pub struct Found {
    pub pair: Pair,
    pub verdict: Verdict,
}

/// What a search came to.
#[derive(Default)]
pub struct Outcome {
    /// The best that was examined.
    pub best: Option<Found>,
    /// Points judged.
    pub n_points: usize,
    pub n_examined: usize,
    pub interrupted: bool,
}

/// A search under way.
struct Search<'a> {
    options: &'a Options,
    bar: &'a mut Bar,
    lab: Lab,
    examiner: Examiner,
    optimiser: Optimiser,
    seeds: Range<u64>,
    seeds_of_candidates: Range<u64>,
    /// Distance of the best point of all generations.
    nearest: f64,
    outcome: Outcome,
}

/// # Errors
/// What the library says of the circuit or of a batch. A trial that fails is no error, nor is Ctrl-C.
pub fn search(options: &Options, bar: &mut Bar) -> Result<Outcome> {
    let [seeds, seeds_of_candidates] = seeds(options.seed);
    let mut search = Search {
        lab: Lab::new(SIZES, SHORT, options.threads)?,
        examiner: Examiner::new(options.threads)?,
        optimiser: Optimiser::new(options.seed, options.population, options.sigma),
        seeds,
        seeds_of_candidates,
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

/// Seeds of a search, for points and for candidates: none of another search, and none of the small
/// ones that a confirmation has. (So what is examined does not move the search.)
fn seeds(seed: u64) -> [Range<u64>; 2] {
    let first = (seed % 1_000_000 + 1) << 32;
    [first..first + (1 << 31), first + (1 << 31)..first + (1 << 32)]
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
            if distances[best] < NEAR {
                self.examine(pair(&generation.points[best]))?;
            }
            if distances[best] < NEAR && !self.passed() {
                self.examine(pair(&self.optimiser.ask().mean))?;
            }
        }
        Ok(())
    }

    fn done(&self) -> bool {
        let left = self.options.evaluations - self.outcome.n_points;
        left < self.options.population || self.passed()
    }

    fn passed(&self) -> bool {
        self.outcome.best.as_ref().is_some_and(|best| best.verdict.passed())
    }

    /// Mean distances of points, all on the same fresh seeds, in one batch.
    fn judge(&mut self, points: &[Vec<f64>]) -> Result<Vec<Terms>> {
        let seeds: Vec<u64> = self.seeds.by_ref().take(SEEDS_A_GENERATION).collect();
        let pairs: Vec<Pair> = points.iter().map(|point| pair(point)).collect();
        let states: Vec<State> = pairs.iter().flat_map(|p| [p.healthy, p.parkinsonian]).collect();
        let seen = self.lab.run(&states, &seeds, self.bar)?;
        self.outcome.n_points += points.len();
        Ok(seen.chunks(2).map(|both| mean_distance(&both[0], &both[1])).collect())
    }

    /// Examines a candidate, and keeps the better: one that passed, else the nearer.
    fn examine(&mut self, pair: Pair) -> Result<()> {
        let verdict = self.examiner.examine(&pair, &mut self.seeds_of_candidates, self.bar)?;
        self.outcome.n_examined += 1;
        let Verdict { distance, failed } = &verdict;
        let said = if verdict.passed() {
            "passed".into()
        } else {
            format!("failed: {}", failed.join(", "))
        };
        self.bar.say(&format!("examined a candidate: {distance:.3}, {said}"));
        let rank = |verdict: &Verdict| (!verdict.passed(), verdict.distance);
        let best = self.outcome.best.as_ref();
        if best.is_none_or(|best| rank(&verdict) < rank(&best.verdict)) {
            self.outcome.best = Some(Found { pair, verdict });
        }
        Ok(())
    }

    fn report(&mut self, generation: &Generation, best: &Terms) {
        let (n, step, distance) = (self.outcome.n_points, generation.sigma, best.sum());
        self.bar.say(&format!("{n:6} {step:6.3} {distance:8.3} = {best}"));
        self.nearest = self.nearest.min(distance);
        self.bar.note(format!(", best {:.2}", self.nearest));
    }
}
