//! What a healthy and a Parkinsonian state must be, as rows that pass or fail.

use crate::trials::{Seen, GPE, GPI, STN};

/// A row is one number of each seed, and what is asked of them.
pub struct Row {
    pub what: String,
    pub values: Vec<f64>,
    pub limits: Limits,
    pub of: Of,
}

/// Between which a number may lie, both included.
pub type Limits = (f64, f64);

const ANY: f64 = f64::INFINITY;

/// What must lie between the limits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Of {
    Each,
    /// All seeds but one of 20.
    NearlyEach,
    Mean,
}

impl Row {
    pub fn new(what: &str, values: Vec<f64>, limits: Limits, of: Of) -> Self {
        Self { what: what.into(), values, limits, of }
    }

    pub fn mean(&self) -> f64 {
        self.values.iter().sum::<f64>() / self.values.len() as f64
    }

    /// Sample SD.
    pub fn sd(&self) -> f64 {
        let mean = self.mean();
        let squares = self.values.iter().map(|value| (value - mean).powi(2));
        (squares.sum::<f64>() / (self.values.len() as f64 - 1.0)).sqrt()
    }

    /// The value that is nearest to a limit, or farthest beyond.
    pub fn worst(&self) -> f64 {
        let room = |value: &f64| (value - self.limits.0).min(self.limits.1 - value);
        let worst = self.values.iter().min_by(|a, b| room(a).total_cmp(&room(b)));
        worst.copied().unwrap_or(f64::NAN)
    }

    /// How many seeds lie between the limits.
    pub fn n_within(&self) -> usize {
        self.values.iter().filter(|&&value| self.holds(value)).count()
    }

    pub fn passed(&self) -> bool {
        let n_seeds = self.values.len();
        match self.of {
            Of::Each => self.n_within() == n_seeds,
            Of::NearlyEach => self.n_within() + n_seeds / 20 >= n_seeds,
            Of::Mean => self.holds(self.mean()),
        }
    }

    /// Whether it passed with room for other seeds: a mean by its standard error, the seeds by two SD.
    pub fn passed_safely(&self) -> bool {
        let room = match self.of {
            Of::Mean => self.sd() / (self.values.len() as f64).sqrt(),
            Of::Each | Of::NearlyEach => 2.0 * self.sd(),
        };
        let (least, most) = (self.mean() - room, self.mean() + room);
        self.passed() && self.holds(least) && self.holds(most)
    }

    fn holds(&self, value: f64) -> bool {
        (self.limits.0..=self.limits.1).contains(&value)
    }
}

/// Lines 1 to 3 but for the voltages: rates, beta, and not more of it than the disease has.
pub fn rows(healthy: &[Seen], parkinsonian: &[Seen]) -> Vec<Row> {
    let mut rows = rates("healthy", healthy, [(15.0, 25.0), (55.0, 75.0), (60.0, 90.0)]);
    rows.extend(rates("parkinsonian", parkinsonian, [(20.0, 35.0), (30.0, 55.0), (75.0, 110.0)]));
    rows.extend(rise(healthy, parkinsonian));
    rows.push(all_rates(&rows));
    rows.extend(beta(healthy, parkinsonian));
    rows.extend(bounds("healthy", healthy));
    rows.extend(bounds("parkinsonian", parkinsonian));
    rows
}

fn column(seen: &[Seen], value: impl Fn(&Seen) -> f64) -> Vec<f64> {
    seen.iter().map(value).collect()
}

fn rates(state: &str, seen: &[Seen], bands_hz: [Limits; 3]) -> Vec<Row> {
    let of = |(index, name): (usize, &str)| {
        let values = column(seen, |seen| seen.rate_hz[index]);
        Row::new(&format!("{state} {name} Hz"), values, bands_hz[index], Of::NearlyEach)
    };
    [(STN, "STN"), (GPE, "GPe"), (GPI, "GPi")].map(of).into()
}

/// Of the same seed, Parkinsonian over healthy.
fn rise(healthy: &[Seen], parkinsonian: &[Seen]) -> [Row; 2] {
    let of = |what, index: usize, least| {
        let both = healthy.iter().zip(parkinsonian);
        let ratios = both.map(|(h, p)| p.rate_hz[index] / h.rate_hz[index]).collect();
        Row::new(what, ratios, (least, ANY), Of::NearlyEach)
    };
    [of("STN parkinsonian / healthy", STN, 1.15), of("GPi parkinsonian / healthy", GPI, 1.0)]
}

/// Whether a seed has every rate where it should be.
fn all_rates(rows: &[Row]) -> Row {
    let n_seeds = rows[0].values.len();
    let holds = |seed: usize| rows.iter().all(|row| row.holds(row.values[seed]));
    let values = (0..n_seeds).map(|seed| f64::from(u8::from(holds(seed)))).collect();
    Row::new("all rates of a seed", values, (1.0, 1.0), Of::NearlyEach)
}

fn beta(healthy: &[Seen], parkinsonian: &[Seen]) -> [Row; 6] {
    let db = |seen: &Seen| seen.prominence_db[STN];
    let kappa = |seen: &Seen| seen.kappa[STN];
    [
        detected("healthy", healthy, 0.0),
        detected("parkinsonian", parkinsonian, 1.0),
        Row::new("healthy STN dB", column(healthy, db), (-ANY, 5.0), Of::Mean),
        Row::new("parkinsonian STN dB", column(parkinsonian, db), (11.0, ANY), Of::Mean),
        Row::new("healthy STN kappa", column(healthy, kappa), (-ANY, 0.025), Of::Mean),
        Row::new("parkinsonian STN kappa", column(parkinsonian, kappa), (0.15, ANY), Of::Mean),
    ]
}

/// Beta in nearly each seed (1), or in nearly none (0).
pub fn detected(state: &str, seen: &[Seen], wanted: f64) -> Row {
    let values = column(seen, |seen| f64::from(u8::from(seen.beta_detected)));
    Row::new(&format!("{state} beta detected"), values, (wanted, wanted), Of::NearlyEach)
}

fn bounds(state: &str, seen: &[Seen]) -> [Row; 3] {
    let kappa = column(seen, |seen| seen.kappa[STN]);
    let silent = column(seen, |seen| seen.silent_cells.iter().sum());
    let failed = column(seen, |seen| f64::from(u8::from(seen.failed)));
    [
        Row::new(&format!("{state} largest STN kappa"), kappa, (-ANY, 0.6), Of::Each),
        Row::new(&format!("{state} silent cells"), silent, (0.0, 0.0), Of::Each),
        Row::new(&format!("{state} not finite"), failed, (0.0, 0.0), Of::Each),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_twenty_may_miss_and_none_of_fewer() {
        let row = |n_seeds: usize, n_missing: usize| {
            let values = (0..n_seeds).map(|seed| f64::from(u8::from(seed >= n_missing))).collect();
            Row::new("", values, (1.0, 1.0), Of::NearlyEach).passed()
        };
        assert!(row(20, 1) && row(8, 0));
        assert!(!row(20, 2) && !row(8, 1));
    }

    #[test]
    fn value_that_is_not_a_number_passes_nothing() {
        for of in [Of::Each, Of::NearlyEach, Of::Mean] {
            assert!(!Row::new("", vec![f64::NAN], (-ANY, ANY), of).passed());
        }
    }

    #[test]
    fn mean_at_its_limit_passes_without_room() {
        let row = Row::new("", vec![10.0, 12.1], (11.0, ANY), Of::Mean);
        assert!(row.passed() && !row.passed_safely());
        assert!(Row::new("", vec![12.0, 12.1], (11.0, ANY), Of::Mean).passed_safely());
    }

    #[test]
    fn worst_is_nearest_to_the_limit_or_beyond() {
        assert_eq!(Row::new("", vec![16.0, 20.0, 24.5], (15.0, 25.0), Of::Each).worst(), 24.5);
        assert_eq!(Row::new("", vec![0.4, 0.61], (-ANY, 0.6), Of::Each).worst(), 0.61);
    }
}
