//! The first phase of a pulse, in equal pieces of its width: multiples of the amplitude, and their integrals.

/// Integrals of a current over time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Delivered {
    /// Of the current: charge, uC.
    pub charge: f64,
    /// Of its magnitude: charge of either sign as positive, uC.
    pub moved: f64,
    /// Of its square, mA2 ms.
    pub squared: f64,
}

/// What multiplies the amplitude in each piece.
#[derive(Clone, Debug)]
pub struct Profile {
    pieces: Vec<f64>,
    /// Integrals up to the beginning of each piece, and of all, where a piece lasts 1.
    sums: Vec<Delivered>,
}

impl Profile {
    /// Of these pieces; one of 1 where there are none.
    pub fn new(pieces: &[f64]) -> Self {
        let pieces = if pieces.is_empty() { vec![1.0] } else { pieces.to_vec() };
        let mut sums = vec![Delivered::default()];
        for piece in &pieces {
            let Delivered { charge, moved, squared } = sums[sums.len() - 1];
            sums.push(Delivered {
                charge: charge + piece,
                moved: moved + piece.abs(),
                squared: squared + piece * piece,
            });
        }
        Self { pieces, sums }
    }

    /// The integrals from the beginning of a phase of this width to an age, at an amplitude of 1.
    pub fn over(&self, width_ms: f64, age_ms: f64) -> Delivered {
        let n_pieces = self.pieces.len();
        let piece_ms = width_ms / n_pieces as f64;
        let place = if age_ms >= width_ms { n_pieces } else { (age_ms / piece_ms) as usize };
        let place = place.min(n_pieces);
        let piece = self.pieces.get(place).copied().unwrap_or(0.0);
        let rest_ms = (age_ms - place as f64 * piece_ms).clamp(0.0, piece_ms);
        let before = self.sums[place];
        Delivered {
            charge: before.charge * piece_ms + piece * rest_ms,
            moved: before.moved * piece_ms + piece.abs() * rest_ms,
            squared: before.squared * piece_ms + piece * piece * rest_ms,
        }
    }

    /// The largest multiple, of either sign.
    pub fn peak(&self) -> f64 {
        self.pieces.iter().fold(0.0, |peak, piece| piece.abs().max(peak))
    }

    /// The largest charge of pieces in a row of one sign, of a width of 1 at an amplitude of 1.
    pub fn largest_phase(&self) -> f64 {
        let phases = self.pieces.chunk_by(|one, next| one * next > 0.0);
        let charges = phases.map(|phase| phase.iter().sum::<f64>().abs());
        charges.fold(0.0, f64::max) / self.pieces.len() as f64
    }
}
