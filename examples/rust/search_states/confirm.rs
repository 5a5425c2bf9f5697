//! The acceptance test: a pair of states on held-out seeds, at two sizes of the circuit.

use crate::acceptance::{rows, Limits, Of, Row};
use crate::bar::Bar;
use crate::controls;
use crate::options::Options;
use crate::space::Pair;
use crate::trials::{Lab, Seen, GPE, GPI, LONG, SIZES, STN, TWICE};
use crate::Result;
use crate::{variants, voltages};
use std::ops::Range;

/// No search draws from so small seeds.
const HELD_OUT: Range<u64> = 3001..3021;
const EVERYTHING: Limits = (f64::NEG_INFINITY, f64::INFINITY);

/// On each seed: at each size the two states and the controls, then the variants.
pub const N_TRIALS: usize = 20 * (2 * (2 + controls::N_CONTROLS) + variants::TRIALS_A_SEED);

/// Prints the rows of both sizes; says how many failed.
pub fn confirm(pair: &Pair, options: &Options, bar: &mut Bar) -> Result<usize> {
    let seeds: Vec<u64> = HELD_OUT.collect();
    let mut n_failed = 0;
    for sizes in [SIZES, TWICE] {
        let lab = Lab::new(sizes, LONG, options.threads)?;
        let seen = lab.run(&[pair.healthy, pair.parkinsonian], &seeds, bar)?;
        n_failed += tell_states(&lab, pair, &seen, &seeds, bar)?;
        bar.say(&head("half of the loop without its rhythm", &lab));
        let rows = controls::rows(&lab, &pair.parkinsonian, &seeds, &seen[1], bar)?;
        n_failed += tell(&rows, bar);
        if sizes == SIZES {
            bar.say(&head("other delays, step and precision", &lab));
            n_failed += tell(&variants::rows(&lab, pair, &seeds, &seen, bar)?, bar);
        }
    }
    Ok(n_failed)
}

fn tell_states(
    lab: &Lab,
    pair: &Pair,
    seen: &[Vec<Seen>],
    seeds: &[u64],
    bar: &Bar,
) -> Result<usize> {
    bar.say(&head("the two states", lab));
    let mut n_failed = tell(&rows(&seen[0], &seen[1]), bar);
    n_failed += tell(&voltages::rows(lab, pair, seeds)?, bar);
    for (name, seen) in ["healthy", "parkinsonian"].into_iter().zip(seen) {
        tell(&asked_nothing(name, seen), bar);
    }
    Ok(n_failed)
}

/// What a reader wants to know beside.
fn asked_nothing(name: &str, seen: &[Seen]) -> [Row; 4] {
    let row = |what: &str, value: fn(&Seen) -> f64| {
        let values = seen.iter().map(value).collect();
        Row::new(&format!("{name} {what}"), values, EVERYTHING, Of::Mean)
    };
    [
        row("STN CV", |seen| seen.cv[STN]),
        row("GPe CV", |seen| seen.cv[GPE]),
        row("GPi CV", |seen| seen.cv[GPI]),
        row("STN peak, Hz", |seen| seen.peak_hz),
    ]
}

const COLUMNS: &str = "\
| what                                   |     mean |     SD |    worst | asked                   | seeds | verdict |
|----------------------------------------|----------|--------|----------|-------------------------|-------|---------|";

fn head(of: &str, lab: &Lab) -> String {
    let each = lab.network.populations().iter();
    let sizes: Vec<String> = each.map(|p| format!("{} {}", p.n_cells, p.name)).collect();
    format!("\n{}: {of}\n{COLUMNS}", sizes.join(", "))
}

/// Prints rows; says how many failed.
fn tell(rows: &[Row], bar: &Bar) -> usize {
    rows.iter().for_each(|row| bar.say(&line(row)));
    rows.iter().filter(|row| !row.passed()).count()
}

fn line(row: &Row) -> String {
    let (what, mean, sd, worst) = (&row.what, row.mean(), row.sd(), row.worst());
    let (asked, n_within) = (asked(row), row.n_within());
    let verdict = match row.limits {
        EVERYTHING => "",
        _ if row.passed() => "passed",
        _ => "FAILED",
    };
    let numbers = format!("{mean:8.3} | {sd:6.3} | {worst:8.3}");
    format!("| {what:38} | {numbers} | {asked:23} | {n_within:5} | {verdict:7} |")
}

fn asked(row: &Row) -> String {
    let limits = match row.limits {
        EVERYTHING => return "nothing".into(),
        (low, high) if low == high => format!("{low}"),
        (low, f64::INFINITY) => format!("at least {low}"),
        (f64::NEG_INFINITY, high) => format!("at most {high}"),
        (low, high) => format!("{low} to {high}"),
    };
    match row.of {
        Of::Each => format!("{limits}, each"),
        Of::NearlyEach => format!("{limits}, 19 of 20"),
        Of::Mean => format!("{limits}, mean"),
    }
}
