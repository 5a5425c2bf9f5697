//! The pair under other delays, another step and another precision.

use crate::acceptance::{Of, Row};
use crate::bar::Bar;
use crate::space::Pair;
use crate::trials::{Lab, Seen, STN};
use crate::Result;

/// Of the loop, ms, one way as the other.
const DELAYS_MS: [f64; 2] = [2.0, 6.0];

/// Trials of a seed: the Parkinsonian state with either delay; both states in two variants.
pub const TRIALS_A_SEED: usize = DELAYS_MS.len() + 2 * 2;

const ANY: f64 = f64::INFINITY;

/// A rhythm of the loop is slower the longer the loop takes; no result may hang on step or precision.
pub fn rows(
    lab: &Lab,
    pair: &Pair,
    seeds: &[u64],
    intact: &[Vec<Seen>],
    bar: &mut Bar,
) -> Result<Vec<Row>> {
    let mut finer = lab.clone();
    finer.protocol.dt_ms /= 2.0;
    let mut double = lab.clone();
    double.protocol.precision = "double".into();
    let mut rows = vec![slower(lab, pair, seeds, bar)?];
    for (name, lab) in [("half the step", &finer), ("double", &double)] {
        let seen = lab.run(&[pair.healthy, pair.parkinsonian], seeds, bar)?;
        for (state, (seen, intact)) in
            ["healthy", "parkinsonian"].iter().zip(seen.iter().zip(intact))
        {
            rows.extend(same(&format!("{name}, {state}"), seen, intact));
        }
    }
    Ok(rows)
}

/// How much the peak falls from the short delay to the long one, Hz.
fn slower(lab: &Lab, pair: &Pair, seeds: &[u64], bar: &mut Bar) -> Result<Row> {
    let mut peaks = |delay_ms| -> Result<Vec<f64>> {
        let mut lab = lab.clone();
        lab.network.set("stn_to_gpe.delay", delay_ms)?;
        lab.network.set("gpe_to_stn.delay", delay_ms)?;
        let seen = lab.run(&[pair.parkinsonian], seeds, bar)?;
        Ok(seen[0].iter().map(|seen| seen.peak_hz).collect())
    };
    let (short, long) = (peaks(DELAYS_MS[0])?, peaks(DELAYS_MS[1])?);
    let falls = short.iter().zip(long).map(|(short, long)| short - long).collect();
    Ok(Row::new("peak falls, 2 to 6 ms, Hz", falls, (4.0, ANY), Of::Mean))
}

/// Mean rates within 3 %, prominence within 2 dB.
fn same(name: &str, seen: &[Seen], intact: &[Seen]) -> Vec<Row> {
    let row = |what: &str, value: &dyn Fn(&Seen, &Seen) -> f64, limits| {
        let values = seen.iter().zip(intact).map(|(seen, intact)| value(seen, intact)).collect();
        Row::new(&format!("{name}: {what}"), values, limits, Of::Mean)
    };
    let rate = |(population, index): (&str, usize)| {
        row(population, &|seen, intact| seen.rate_hz[index] / intact.rate_hz[index], (0.97, 1.03))
    };
    let mut rows: Vec<Row> = ["STN", "GPe", "GPi"].into_iter().zip(0..).map(rate).collect();
    let more_db = |seen: &Seen, intact: &Seen| seen.prominence_db[STN] - intact.prominence_db[STN];
    rows.push(row("STN, more dB", &more_db, (-2.0, 2.0)));
    rows
}
