//! Where cells are, and what a point electrode does there.

use super::Network;
use crate::error::Error;
use crate::random::Stream;
use std::f64::consts::PI;

/// A place in um: x, y, z.
pub type Place = [f64; 3];

/// No cell is nearer to an electrode than this, um: about the radius of a soma, within which no point is alone.
const CLOSEST_UM: f64 = 10.0;

/// How far places may be from the origin, um.
const FARTHEST_UM: f64 = 1e6;
/// Conductivities of a tissue, S/m.
const CONDUCTIVITIES: (f64, f64) = (1e-3, 10.0);

impl Network {
    /// Says where the cells of a population are: x, y and z of each in um, one cell after another.
    ///
    /// # Errors
    /// For an unknown population, another number than three a cell, or a number beyond 1 m.
    pub fn set_positions(&mut self, population: &str, xyz_um: &[f64]) -> Result<(), Error> {
        let n_cells = self.populations[self.find_population(population)?].n_cells;
        if xyz_um.len() != 3 * n_cells {
            let why = format!("holds {} numbers, {n_cells} cells have 3 each", xyz_um.len());
            return Err(Error::invalid(format!("positions of {population}"), why));
        }
        xyz_um.iter().try_for_each(|&um| check_um(population, um))?;
        self.positions.insert(population.into(), xyz_um.into());
        Ok(())
    }

    /// Scatters the cells of a population in a ball, evenly, drawn now by the seed of now.
    ///
    /// # Errors
    /// For an unknown population, or a ball that reaches beyond 1 m.
    pub fn place_in_ball(
        &mut self,
        population: &str,
        centre_um: Place,
        radius_um: f64,
    ) -> Result<(), Error> {
        let n_cells = self.populations[self.find_population(population)?].n_cells;
        let (name, unit) = (format!("radius of {population}"), "um".to_owned());
        if !(0.0..=FARTHEST_UM).contains(&radius_um) {
            let (value, min, max) = (radius_um, 0.0, FARTHEST_UM);
            return Err(Error::OutOfRange { name, value, min, max, unit });
        }
        let mut stream = Stream::named(self.seed, &["positions", population]);
        let each = (0..n_cells).flat_map(|_| {
            let unit = in_unit_ball(&mut stream);
            [0, 1, 2].map(|axis| centre_um[axis] + radius_um * unit[axis])
        });
        self.set_positions(population, &each.collect::<Vec<_>>())
    }

    /// Where the cells of a population are: x, y, z in um, one cell after another.
    ///
    /// # Errors
    /// For an unknown population, or one whose cells are nowhere yet.
    pub fn positions(&self, population: &str) -> Result<&[f64], Error> {
        self.find_population(population)?;
        let nowhere = || {
            let why = "are nowhere yet: set their positions, or place them in a ball";
            Error::invalid(format!("cells of {population}"), why)
        };
        self.positions.get(population).map(Vec::as_slice).ok_or_else(nowhere)
    }

    /// The potential at each cell of a population for 1 mA from a point electrode, in mV: 1/(4 pi sigma r), in a
    /// tissue that is the same everywhere; a cell within 10 um counts as 10 um away. By the same number 1 nA
    /// from the cell makes so many nV at the electrode.
    ///
    /// # Errors
    /// For an unknown population, one without positions, a place beyond 1 m, or a conductivity outside
    /// 0.001 to 10 S/m.
    pub fn field(
        &self,
        population: &str,
        electrode_um: Place,
        conductivity: f64,
    ) -> Result<Vec<f64>, Error> {
        check_electrode(electrode_um, conductivity)?;
        let cells = self.positions(population)?.as_chunks().0.iter();
        Ok(cells.map(|cell| mv_per_ma(&electrode_um, cell, conductivity)).collect())
    }
}

/// Fails unless an electrode is in a place, and the tissue conducts.
///
/// # Errors
/// `Error::OutOfRange`.
pub(super) fn check_electrode(electrode_um: Place, conductivity: f64) -> Result<(), Error> {
    electrode_um.iter().try_for_each(|&um| check_um("the electrode", um))?;
    let ((min, max), value) = (CONDUCTIVITIES, conductivity);
    if (min..=max).contains(&value) {
        return Ok(());
    }
    Err(Error::OutOfRange { name: "conductivity".into(), value, min, max, unit: "S/m".into() })
}

fn check_um(whose: &str, value: f64) -> Result<(), Error> {
    if value.abs() <= FARTHEST_UM {
        return Ok(());
    }
    let (name, unit) = (format!("position of {whose}"), "um".into());
    Err(Error::OutOfRange { name, value, min: -FARTHEST_UM, max: FARTHEST_UM, unit })
}

/// mA / (S/m um) = 1e6 mV.
fn mv_per_ma(electrode_um: &Place, cell_um: &Place, conductivity: f64) -> f64 {
    let [x, y, z] = [0, 1, 2].map(|axis| electrode_um[axis] - cell_um[axis]);
    let r_um = (x * x + y * y + z * z).sqrt().max(CLOSEST_UM);
    1e6 / (4.0 * PI * conductivity * r_um)
}

/// A point of the ball around 0 with radius 1.
fn in_unit_ball(stream: &mut Stream) -> Place {
    loop {
        let point = [(); 3].map(|()| 2.0 * stream.unit() - 1.0);
        if point.iter().map(|x| x * x).sum::<f64>() <= 1.0 {
            return point;
        }
    }
}
