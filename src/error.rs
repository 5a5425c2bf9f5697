//! Everything that can go wrong, in the words of the caller's problem.

use std::fmt;

/// What went wrong, said once. Rust callers match on the variant; C callers get a status and this text.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[allow(missing_docs)] // the field names are the words of the sentences below
pub enum Error {
    /// A required pointer argument was NULL.
    NullArgument { name: &'static str },
    /// A handle that was freed, is of another kind, or never came from this library.
    InvalidHandle { name: &'static str, why: &'static str },
    /// Another thread is inside a call with this object.
    Busy { name: &'static str },
    /// No population, parameter, model, preset, rule or metric has this name.
    UnknownName { kind: &'static str, name: String, nearest: Option<String> },
    /// The name is taken.
    DuplicateName { kind: &'static str, name: String },
    /// A value left the interval in which it means anything; NaN is in no interval.
    OutOfRange { name: String, value: f64, min: f64, max: f64, unit: String },
    /// An argument that is wrong for a reason of its own.
    InvalidArgument { name: String, why: String },
    /// A parameter that shapes the network can be set only before the simulator is made.
    FixedWhileRunning { name: String },
    /// The caller's buffer cannot hold the answer.
    BufferTooSmall { name: &'static str, needed: usize, given: usize },
    /// More than can be counted, or than this machine has.
    TooLarge { what: String, bytes: u64, limit: u64 },
    /// Text that is not a network description.
    BadText { why: String },
    /// A membrane potential left the finite numbers: the step is too long or a weight is wrong.
    Diverged { population: String, cell: usize, step: u64, t_ms: f64 },
    /// The simulator diverged earlier and accepts only reset and free.
    Stopped { population: String, cell: usize, step: u64 },
    /// The caller cancelled before the work was done.
    Cancelled,
    /// The thread rounds otherwise than to nearest, so results would not be reproducible.
    RoundingMode,
}

impl Error {
    /// An argument that is wrong for the reason given.
    pub fn invalid(name: impl Into<String>, why: impl Into<String>) -> Self {
        Self::InvalidArgument { name: name.into(), why: why.into() }
    }

    /// A name that nothing has; `known` is searched for the nearest one.
    pub fn unknown<'a>(
        kind: &'static str,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self::UnknownName { kind, name: name.into(), nearest: nearest(name, known) }
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NullArgument { name } => write!(f, "{name} is NULL"),
            Self::InvalidHandle { name, why } => write!(f, "{name} is not a live handle: {why}"),
            Self::Busy { name } => {
                write!(
                    f,
                    "{name} is in use by another call; wait for it or use one object a thread"
                )
            }
            Self::UnknownName { kind, name, nearest: Some(near) } => {
                write!(f, "no {kind} is named \"{name}\"; the nearest is \"{near}\"")
            }
            Self::UnknownName { kind, name, nearest: None } => {
                write!(f, "no {kind} is named \"{name}\", nor anything like it")
            }
            Self::DuplicateName { kind, name } => write!(f, "a {kind} is already named \"{name}\""),
            Self::OutOfRange { name, value, min, max, unit } => {
                let unit = if unit == "1" { String::new() } else { format!(" {unit}") };
                let [value, min, max] = [*value, *min, *max].map(plain);
                write!(f, "{name} = {value}{unit} is outside [{min}, {max}]{unit}")
            }
            Self::InvalidArgument { name, why } => write!(f, "{name} {why}"),
            Self::FixedWhileRunning { name } => {
                write!(f, "{name} cannot change while running; set it on the network instead")
            }
            Self::BufferTooSmall { name, needed, given } => {
                write!(f, "{name} holds {given} elements, {needed} are needed")
            }
            Self::TooLarge { what, bytes, limit } => {
                write!(f, "{what} needs {bytes} bytes, the limit is {limit}")
            }
            Self::BadText { why } => write!(f, "the text is not a network: {why}"),
            Self::Diverged { population, cell, step, t_ms } => write!(
                f,
                "{population} cell {cell} diverged in step {step} ({t_ms:.3} ms): \
                 shorten dt_ms, or lower its weights or its input"
            ),
            Self::Stopped { population, cell, step } => write!(
                f,
                "this simulator stopped when {population} cell {cell} diverged in step {step}: \
                 reset or free it"
            ),
            Self::Cancelled => write!(f, "cancelled by the caller"),
            Self::RoundingMode => {
                write!(
                    f,
                    "this thread does not round to nearest; restore the default rounding mode"
                )
            }
        }
    }
}

/// A number as a person writes it: with an exponent only where there would be many zeros.
fn plain(x: f64) -> String {
    if x == 0.0 || (1e-6..1e9).contains(&x.abs()) {
        x.to_string()
    } else {
        format!("{x:e}")
    }
}

/// The known name that takes the fewest edits to reach, if at least half of `name` stays; one that is
/// part of the other is as near as one edit.
fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let part = |a: &str, b: &str| a.len() >= 3 && b.contains(a);
    let distance = |candidate: &str| match part(name, candidate) || part(candidate, name) {
        true => 1,
        false => edits(name, candidate),
    };
    let counted = known.into_iter().map(|candidate| (distance(candidate), candidate));
    let (edits, nearest) = counted.min_by_key(|(edits, _)| *edits)?;
    (2 * edits <= name.chars().count().max(2)).then(|| nearest.to_owned())
}

/// Levenshtein distance, row by row.
fn edits(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, to) in b.chars().enumerate() {
            let substituted = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.chars().count()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_name_offers_the_nearest() {
        let error = Error::unknown("model", "adex_gpx", ["stn_hh", "adex_gpe", "hh_gpi"]);
        assert_eq!(
            error.to_string(),
            "no model is named \"adex_gpx\"; the nearest is \"adex_gpe\""
        );
    }

    #[test]
    fn name_like_no_other_gets_no_suggestion() {
        let error = Error::unknown("model", "striatum", ["stn_hh", "adex_gpe"]);
        assert_eq!(error.to_string(), "no model is named \"striatum\", nor anything like it");
    }

    #[test]
    fn part_of_a_name_finds_it() {
        let error = Error::unknown("integrator", "euler", ["exponential_rk", "forward_euler"]);
        assert!(error.to_string().ends_with("the nearest is \"forward_euler\""), "{error}");
    }

    #[test]
    fn tiny_and_huge_numbers_are_written_with_an_exponent() {
        assert_eq!([plain(1e-300), plain(0.025), plain(f64::NAN)], ["1e-300", "0.025", "NaN"]);
    }

    #[test]
    fn edits_counts_insertions_deletions_and_substitutions() {
        assert_eq!(edits("kitten", "sitting"), 3);
        assert_eq!(edits("", "abc"), 3);
    }
}
