//! CMA-ES that is asked for a whole generation and told its distances.

use crate::space::N_SIDES;
use cmaes::{CMAESOptions, DVector};
use std::cell::RefCell;

/// An optimiser of points of the unit cube, which it may leave.
pub struct Optimiser {
    seed: u64,
    population: usize,
    /// First step, in sides of the box.
    sigma: f64,
    /// Distances told so far, in the order in which their points were drawn.
    told: Vec<f64>,
}

/// What a generation is drawn from, and what was drawn.
pub struct Generation {
    pub mean: Vec<f64>,
    /// Step size relative to the box.
    pub sigma: f64,
    pub points: Vec<Vec<f64>>,
}

impl Optimiser {
    /// Starts from the centre of the cube.
    pub fn new(seed: u64, population: usize, sigma: f64) -> Self {
        Self { seed, population, sigma, told: Vec::new() }
    }

    /// The next generation.
    ///
    /// The crate asks for one distance at a time, but draws a generation before it asks for the first.
    /// So its run is repeated with the distances that are known, which takes milliseconds, and
    /// the points that it then wants are the next ones.
    pub fn ask(&self) -> Generation {
        let points = RefCell::new(Vec::new());
        let objective = |point: &DVector<f64>| {
            let mut points = points.borrow_mut();
            points.push(point.as_slice().to_vec());
            self.told.get(points.len() - 1).copied().unwrap_or(0.0)
        };
        let mut run = CMAESOptions::new(vec![0.5; N_SIDES], self.sigma)
            .population_size(self.population)
            .seed(self.seed)
            .build(objective)
            .expect("a population of two or more and a positive step");
        for _ in 0..self.told.len() / self.population {
            let _ = run.next(); // its own stopping rules do not know that distances are noisy
        }
        let (mean, sigma) = (run.mean().as_slice().to_vec(), run.sigma());
        let _ = run.next();
        drop(run);
        let points = points.into_inner().split_off(self.told.len());
        Generation { mean, sigma, points }
    }

    /// The distances of the points of [`Self::ask`].
    pub fn tell(&mut self, distances: &[f64]) {
        self.told.extend_from_slice(distances);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn optimiser_finds_the_bottom_of_a_bowl() {
        let mut optimiser = Optimiser::new(1, 12, 0.2);
        let bowl = |point: &Vec<f64>| point.iter().map(|x| (x - 0.7).powi(2)).sum::<f64>();
        for _ in 0..100 {
            let distances: Vec<f64> = optimiser.ask().points.iter().map(bowl).collect();
            optimiser.tell(&distances);
        }
        assert!(bowl(&optimiser.ask().mean) < 1e-6);
    }

    #[test]
    fn generation_is_the_same_whenever_it_is_asked_for() {
        let mut optimiser = Optimiser::new(3, 10, 0.2);
        optimiser.tell(&[1.0, 5.0, 2.0, 4.0, 3.0, 9.0, 7.0, 6.0, 8.0, 0.0]);
        assert_eq!(optimiser.ask().points, optimiser.ask().points);
        assert_ne!(optimiser.ask().points, Optimiser::new(3, 10, 0.2).ask().points);
    }
}
