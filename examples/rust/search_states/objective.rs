//! How far a pair of runs is from a healthy and a Parkinsonian state; lower is better.
//!
//! Each term is a squared distance in units of what may be tolerated. Prominence is in dB, kappa is
//! the mean pairwise coherency of the spikes at the beta peak (0 independent, 1 all as one); it has an
//! upper bound, else full synchrony wins. Rates are those of monkeys before and after MPTP (STN 25.8 Hz:
//! Bergman et al. 1994 J Neurophysiol 72:507; GPe 44.8 Hz: Raz et al. 2000 J Neurosci 20:8559).

use crate::trials::{Seen, GPE, GPI, STN};
use std::fmt;

/// Middle and half width, Hz, of STN, GPe, GPi.
type Rates = [(f64, f64); 3];

const HEALTHY_HZ: Rates = [(20.0, 5.0), (65.0, 10.0), (75.0, 15.0)];
const PARKINSONIAN_HZ: Rates = [(27.5, 7.5), (42.5, 12.5), (92.0, 17.0)];

/// Of a trial that failed: worse than anything that ran.
const FAILED: f64 = 1e6;

/// The parts of the distance.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terms {
    pub healthy_rates: f64,
    pub parkinsonian_rates: f64,
    pub healthy_beta: f64,
    pub parkinsonian_beta: f64,
    pub pair: f64,
}

impl Terms {
    /// The distance.
    pub fn sum(&self) -> f64 {
        let rates = self.healthy_rates + self.parkinsonian_rates;
        rates + self.healthy_beta + self.parkinsonian_beta + self.pair
    }
}

impl fmt::Display for Terms {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Self { healthy_rates, parkinsonian_rates, healthy_beta, parkinsonian_beta, pair } =
            self;
        write!(f, "{healthy_rates:.3} + {healthy_beta:.3}, ")?;
        write!(f, "{parkinsonian_rates:.3} + {parkinsonian_beta:.3}, {pair:.3}")
    }
}

/// The distance of two runs on the same seed.
pub fn distance(healthy: &Seen, parkinsonian: &Seen) -> Terms {
    if healthy.failed || parkinsonian.failed {
        return Terms { pair: FAILED, ..Terms::default() };
    }
    Terms {
        healthy_rates: rates(healthy, &HEALTHY_HZ),
        parkinsonian_rates: rates(parkinsonian, &PARKINSONIAN_HZ),
        healthy_beta: no_beta(healthy),
        parkinsonian_beta: beta(parkinsonian),
        pair: pair(healthy, parkinsonian),
    }
}

/// The mean distance over seeds, part by part.
pub fn mean_distance(healthy: &[Seen], parkinsonian: &[Seen]) -> Terms {
    let each: Vec<Terms> = healthy.iter().zip(parkinsonian).map(|(h, p)| distance(h, p)).collect();
    let mean = |part: fn(&Terms) -> f64| each.iter().map(part).sum::<f64>() / each.len() as f64;
    Terms {
        healthy_rates: mean(|terms| terms.healthy_rates),
        parkinsonian_rates: mean(|terms| terms.parkinsonian_rates),
        healthy_beta: mean(|terms| terms.healthy_beta),
        parkinsonian_beta: mean(|terms| terms.parkinsonian_beta),
        pair: mean(|terms| terms.pair),
    }
}

fn rates(seen: &Seen, wanted: &Rates) -> f64 {
    let each = wanted.iter().zip(seen.rate_hz).map(|((mid, half), hz)| ((hz - mid) / half).powi(2));
    each.sum::<f64>() / wanted.len() as f64
}

fn no_beta(seen: &Seen) -> f64 {
    0.5 * above(seen.prominence_db[STN], 3.0, 4.0)
        + 0.5 * above(seen.prominence_db[GPE], 3.0, 4.0)
        + 0.5 * above(seen.kappa[STN], 0.01, 0.02)
        + 0.25 * above(seen.kappa[GPE], 0.05, 0.05)
}

fn beta(seen: &Seen) -> f64 {
    0.5 * above(12.0, seen.prominence_db[STN], 4.0)
        + 0.5 * above(12.0, seen.prominence_db[GPE], 4.0)
        + 0.5 * above(0.15, seen.kappa[STN], 0.05)
        + 0.5 * above(seen.kappa[STN], 0.5, 0.15)
}

/// The disease raises the rates of STN and GPi, whatever the bands allow.
fn pair(healthy: &Seen, parkinsonian: &Seen) -> f64 {
    let (h, p) = (&healthy.rate_hz, &parkinsonian.rate_hz);
    above(1.25 * h[STN], p[STN], 3.0) + above(1.08 * h[GPI], p[GPI], 5.0)
}

/// What `value` has above `limit`, in units of `scale`, squared.
fn above(value: f64, limit: f64, scale: f64) -> f64 {
    ((value - limit).max(0.0) / scale).powi(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn healthy() -> Seen {
        Seen { rate_hz: [20.0, 65.0, 75.0], ..Seen::default() }
    }

    fn parkinsonian() -> Seen {
        let (prominence_db, kappa) = ([15.0, 15.0], [0.3, 0.3]);
        Seen { rate_hz: [27.5, 42.5, 92.0], prominence_db, kappa, ..Seen::default() }
    }

    #[test]
    fn wanted_states_are_at_no_distance() {
        assert_eq!(distance(&healthy(), &parkinsonian()).sum(), 0.0);
    }

    #[test]
    fn each_fault_costs_as_much_as_the_definition_says() {
        let of = |h: Seen, p: Seen| distance(&h, &p).sum();
        let fast = Seen { rate_hz: [20.0, 75.0, 75.0], ..healthy() };
        assert_eq!(of(fast, parkinsonian()), 1.0 / 3.0);
        let beta = Seen { prominence_db: [7.0, 0.0], ..healthy() };
        assert_eq!(of(beta, parkinsonian()), 0.5);
        let locked = Seen { kappa: [0.8, 0.3], ..parkinsonian() };
        assert!((of(healthy(), locked) - 0.5 * 4.0).abs() < 1e-12);
        let slow = Seen { rate_hz: [22.0, 42.5, 92.0], ..parkinsonian() };
        assert!((of(healthy(), slow) - ((5.5f64 / 7.5).powi(2) / 3.0 + 1.0)).abs() < 1e-12);
    }

    #[test]
    fn failed_trial_is_worse_than_silence() {
        let failed = Seen { failed: true, ..healthy() };
        let silent = Seen::default();
        let worse = distance(&failed, &parkinsonian()).sum();
        assert!(worse > distance(&silent, &silent).sum());
    }
}
