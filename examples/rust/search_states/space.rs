//! The box that is searched, and how a point of it becomes the two states.

/// What a state sets, in this order: drives, then the total conductance on a target cell (nS).
pub const PATHS: [&str; 7] = [
    "stn.i_app", // uA/cm2
    "gpe.i_app", // pA
    "gpi.i_app", // pA
    "stn_to_gpe.weight",
    "gpe_to_stn.weight",
    "stn_to_gpi.weight",
    "gpe_to_gpi.weight",
];

/// Values of [`PATHS`].
pub type State = [f64; PATHS.len()];

/// The healthy and the Parkinsonian state of one point.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    pub healthy: State,
    pub parkinsonian: State,
}

/// One side of the box.
struct Side {
    low: f64,
    high: f64,
    /// Conductances and multipliers act as ratios: equal steps in their logarithm.
    by_ratio: bool,
}

const fn drive(low: f64, high: f64) -> Side {
    Side { low, high, by_ratio: false }
}

const fn ratio(low: f64, high: f64) -> Side {
    Side { low, high, by_ratio: true }
}

/// Sides of the box. It is wide: its centre is no state of either kind.
const SIDES: [Side; 11] = [
    drive(45.0, 130.0),   // STN, healthy
    drive(45.0, 130.0),   // STN, Parkinsonian
    drive(100.0, 350.0),  // GPe, healthy
    drive(-250.0, 300.0), // GPe, Parkinsonian
    drive(100.0, 500.0),  // GPi, both
    ratio(5.0, 60.0),     // STN-GPe, healthy
    ratio(100.0, 2000.0), // GPe-STN, healthy
    ratio(2.0, 60.0),     // STN-GPi, both
    ratio(2.0, 40.0),     // GPe-GPi, both
    ratio(0.5, 5.0),      // STN-GPe, Parkinsonian over healthy
    ratio(0.5, 5.0),      // GPe-STN, Parkinsonian over healthy
];

/// Numbers of a point; each runs from 0 to 1 across its side.
pub const N_SIDES: usize = SIDES.len();

impl Side {
    fn at(&self, place: f64) -> f64 {
        let place = folded(place);
        match self.by_ratio {
            true => self.low * (self.high / self.low).powf(place),
            false => self.low + (self.high - self.low) * place,
        }
    }
}

/// A number mirrored at 0 and 1 until it lies between: no candidate is lost, none piles up at the edge.
fn folded(place: f64) -> f64 {
    let place = place.rem_euclid(2.0);
    place.min(2.0 - place)
}

/// The states of a point, to four digits: what is judged is what is printed.
pub fn pair(point: &[f64]) -> Pair {
    let mut at = [0.0; N_SIDES];
    for (value, (side, &place)) in at.iter_mut().zip(SIDES.iter().zip(point)) {
        *value = side.at(place);
    }
    let [stn_h, stn_p, gpe_h, gpe_p, gpi, stn_gpe, gpe_stn, stn_gpi, gpe_gpi, more_1, more_2] = at;
    let (stn_gpe_p, gpe_stn_p) = (stn_gpe * more_1, gpe_stn * more_2);
    Pair {
        healthy: [stn_h, gpe_h, gpi, stn_gpe, gpe_stn, stn_gpi, gpe_gpi].map(short),
        parkinsonian: [stn_p, gpe_p, gpi, stn_gpe_p, gpe_stn_p, stn_gpi, gpe_gpi].map(short),
    }
}

/// A number to four significant digits.
fn short(value: f64) -> f64 {
    format!("{value:.3e}").parse().expect("a number was printed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_of_a_point_are_corners_of_the_box() {
        let low = pair(&[0.0; N_SIDES]);
        assert_eq!(low.healthy, [45.0, 100.0, 100.0, 5.0, 100.0, 2.0, 2.0]);
        assert_eq!(low.parkinsonian, [45.0, -250.0, 100.0, 2.5, 50.0, 2.0, 2.0]);
    }

    #[test]
    fn states_have_four_digits() {
        assert_eq!([-123.456, 0.012345, 1234.56].map(short), [-123.5, 0.01235, 1235.0]);
    }

    #[test]
    fn point_outside_is_mirrored_into_the_box() {
        for (outside, inside) in [(-0.25, 0.25), (1.25, 0.75), (2.5, 0.5), (-1.0, 1.0)] {
            assert_eq!(folded(outside), inside, "{outside}");
        }
    }
}
