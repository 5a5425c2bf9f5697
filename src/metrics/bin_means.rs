//! From a signal sampled at every step to one of 1 ms.

use super::Signal;

/// How many samples or steps come nearest to 1 ms; at least one.
pub fn samples_of_1_ms(interval_ms: f64) -> u64 {
    ((1.0 / interval_ms).round() as u64).max(1)
}

/// Means over bins of so many samples, (n_samples / in_bin); samples after the last whole bin are left
/// out.
///
/// A bin is summed in order, from its first sample to its last.
pub fn bin_means(signal: Signal, in_bin: u64) -> Vec<f64> {
    let mut means = BinMeans::new(in_bin);
    means.extend(signal.values().iter().copied());
    means.means
}

/// [`bin_means`] of samples as they come: keeps the means and one sum.
#[derive(Clone, Debug)]
pub struct BinMeans {
    in_bin: u64,
    /// Of the bin that is not full yet.
    n_summed: u64,
    sum: f64,
    means: Vec<f64>,
}

impl BinMeans {
    /// Of bins of so many samples; 0 is 1.
    pub fn new(in_bin: u64) -> Self {
        Self { in_bin: in_bin.max(1), n_summed: 0, sum: 0.0, means: Vec::new() }
    }

    /// Forgets every sample.
    pub fn clear(&mut self) {
        (self.n_summed, self.sum) = (0, 0.0);
        self.means.clear();
    }

    /// Takes the samples that follow.
    pub fn extend(&mut self, samples: impl Iterator<Item = f64>) {
        if self.in_bin == 1 {
            self.means.extend(samples);
        } else {
            samples.for_each(|sample| self.add(sample));
        }
    }

    fn add(&mut self, sample: f64) {
        self.sum += sample;
        self.n_summed += 1;
        if self.n_summed == self.in_bin {
            self.means.push(self.sum / self.in_bin as f64);
            (self.n_summed, self.sum) = (0, 0.0);
        }
    }

    /// The means of the bins that are full.
    pub fn means(&self) -> &[f64] {
        &self.means
    }
}
