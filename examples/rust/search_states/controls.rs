//! What the Parkinsonian state is without one half of its loop, at the same rates.
//!
//! A plain cut changes the rates, so it proves little. Two substitutes keep them: **tonic**, in which
//! the synapses of a projection receive a steady rate of arrivals, that of their sources, in place of
//! spikes; and **shuffled**, in which every spike is transmitted, by each synapse with a delay of its
//! own of 5 to 505 ms, so that no rhythm survives.

use crate::acceptance::{detected, Of, Row};
use crate::bar::Bar;
use crate::space::State;
use crate::trials::{Lab, Seen, GPE, STN};
use crate::Result;

/// A spike takes up to 505 ms; nothing counts before all are on their way.
const BURN_IN_MS: f64 = 1000.0;

/// Two substitutes of two projections.
pub const N_CONTROLS: usize = 4;

/// A projection without its rhythm.
struct Control {
    name: String,
    /// Parameters by path.
    sets: [(String, f64); 2],
}

/// The rows of the four controls, beside what the intact state does.
pub fn rows(
    lab: &Lab,
    state: &State,
    seeds: &[u64],
    intact: &[Seen],
    bar: &mut Bar,
) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (projection, source) in [("stn_to_gpe", STN), ("gpe_to_stn", GPE)] {
        let source_hz =
            intact.iter().map(|seen| seen.rate_hz[source]).sum::<f64>() / intact.len() as f64;
        for control in [tonic(projection, source_hz), shuffled(projection)] {
            let seen = lab_with(lab, &control)?.run(&[*state], seeds, bar)?.concat();
            rows.extend(rows_of(&control.name, intact, &seen));
        }
    }
    Ok(rows)
}

fn tonic(projection: &str, source_hz: f64) -> Control {
    let set = |parameter, value| (format!("{projection}.{parameter}"), value);
    let sets = [set("spike_scale", 0.0), set("tonic_rate", source_hz)];
    Control { name: format!("{projection} tonic"), sets }
}

fn shuffled(projection: &str) -> Control {
    let set = |parameter, value| (format!("{projection}.{parameter}"), value);
    let sets = [set("delay", 5.0), set("delay_spread", 500.0)];
    Control { name: format!("{projection} shuffled"), sets }
}

fn lab_with(lab: &Lab, control: &Control) -> Result<Lab> {
    let mut lab = lab.clone();
    lab.protocol.burn_in_ms = BURN_IN_MS;
    for (path, value) in &control.sets {
        lab.network.set(path, *value)?;
    }
    Ok(lab)
}

/// Rates within a tenth of the intact ones; no beta.
fn rows_of(name: &str, intact: &[Seen], seen: &[Seen]) -> Vec<Row> {
    let rate = |(population, index): (&str, usize)| {
        let both = intact.iter().zip(seen);
        let ratios =
            both.map(|(intact, seen)| seen.rate_hz[index] / intact.rate_hz[index]).collect();
        Row::new(&format!("{name}: {population} / intact"), ratios, (0.9, 1.1), Of::Mean)
    };
    let mut rows: Vec<Row> = ["STN", "GPe", "GPi"].into_iter().zip(0..).map(rate).collect();
    rows.push(detected(name, seen, 0.0));
    let db = seen.iter().map(|seen| seen.prominence_db[STN]).collect();
    rows.push(Row::new(&format!("{name}: STN dB"), db, (f64::NEG_INFINITY, 4.0), Of::Mean));
    rows
}
