//! Judges candidates of a search as a confirmation would, on seeds that they were not chosen on.

use crate::acceptance::{rows, Row};
use crate::bar::Bar;
use crate::controls;
use crate::objective::mean_distance;
use crate::space::Pair;
use crate::trials::{Lab, Seen, LONG, SIZES, TWICE};
use crate::voltages;
use crate::Result;
use std::ops::Range;

/// Candidates that fail mostly do so on the first few seeds.
const FEW: usize = 8;
const MORE: usize = 16;

pub struct Examiner {
    once: Lab,
    twice: Lab,
}

/// Of one candidate.
pub struct Verdict {
    /// On a few seeds.
    pub distance: f64,
    /// What it failed in, there or in what followed; nothing if it passed with room.
    pub failed: Vec<String>,
}

impl Verdict {
    pub fn passed(&self) -> bool {
        self.failed.is_empty()
    }
}

/// An examination under way.
struct Exam<'a> {
    pair: &'a Pair,
    seeds: &'a mut Range<u64>,
    bar: &'a mut Bar,
}

impl Examiner {
    pub fn new(n_threads: usize) -> Result<Self> {
        Ok(Self {
            once: Lab::new(SIZES, LONG, n_threads)?,
            twice: Lab::new(TWICE, LONG, n_threads)?,
        })
    }

    /// Draws fresh seeds; the first failure ends the examination.
    pub fn examine(&self, pair: &Pair, seeds: &mut Range<u64>, bar: &mut Bar) -> Result<Verdict> {
        let mut exam = Exam { pair, seeds, bar };
        let (few_seeds, few) = exam.states(&self.once, FEW)?;
        let distance = mean_distance(&few[0], &few[1]).sum();
        let mut failed = failed(&rows(&few[0], &few[1]));
        if failed.is_empty() {
            failed = exam.controls(&self.once, &few_seeds, &few[1])?;
        }
        for (lab, n_seeds) in [(&self.once, MORE), (&self.twice, FEW)] {
            if failed.is_empty() {
                failed = exam.more(lab, n_seeds)?;
            }
        }
        Ok(Verdict { distance, failed })
    }
}

/// What was not passed with room.
fn failed(rows: &[Row]) -> Vec<String> {
    let failed = rows.iter().filter(|row| !row.passed_safely());
    failed.map(|row| row.what.clone()).collect()
}

impl Exam<'_> {
    /// Fresh seeds, and both states on them.
    fn states(&mut self, lab: &Lab, n_seeds: usize) -> Result<(Vec<u64>, Vec<Vec<Seen>>)> {
        let seeds: Vec<u64> = self.seeds.take(n_seeds).collect();
        self.bar.lengthen(2 * n_seeds);
        let seen = lab.run(&[self.pair.healthy, self.pair.parkinsonian], &seeds, self.bar)?;
        Ok((seeds, seen))
    }

    fn controls(&mut self, lab: &Lab, seeds: &[u64], intact: &[Seen]) -> Result<Vec<String>> {
        self.bar.lengthen(controls::N_CONTROLS * seeds.len());
        Ok(failed(&controls::rows(lab, &self.pair.parkinsonian, seeds, intact, self.bar)?))
    }

    /// Rates, beta and voltages of both states on fresh seeds.
    fn more(&mut self, lab: &Lab, n_seeds: usize) -> Result<Vec<String>> {
        let (seeds, seen) = self.states(lab, n_seeds)?;
        let mut rows = rows(&seen[0], &seen[1]);
        rows.extend(voltages::rows(lab, self.pair, &seeds)?);
        Ok(failed(&rows))
    }
}
