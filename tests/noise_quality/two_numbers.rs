//! What numbers are to each other: in a column, and between columns.

use crate::chance;
use crate::finding::Finding;
use crate::sample::{Block, N_FOLLOWED};

/// Products of two numbers, 0 in the mean and 1 in variance.
struct Product {
    name: &'static str,
    /// How many numbers later, and how many columns further on, the second number stands.
    lag: usize,
    further: usize,
    /// Only those whose second number has an odd place, or an even one.
    parity: Option<usize>,
    /// Of squares, less their mean, over their SD.
    squares: bool,
}

#[rustfmt::skip]
const PRODUCTS: [Product; 12] = [
    Product { name: "lag 1, in a pair",        lag: 1,  further: 0, parity: Some(1), squares: false },
    Product { name: "lag 1, between pairs",    lag: 1,  further: 0, parity: Some(0), squares: false },
    Product { name: "lag 2",                   lag: 2,  further: 0, parity: None,    squares: false },
    Product { name: "lag 3",                   lag: 3,  further: 0, parity: None,    squares: false },
    Product { name: "lag 4",                   lag: 4,  further: 0, parity: None,    squares: false },
    Product { name: "lag 7",                   lag: 7,  further: 0, parity: None,    squares: false },
    Product { name: "lag 64",                  lag: 64, further: 0, parity: None,    squares: false },
    Product { name: "next column, lag 1",      lag: 1,  further: 1, parity: None,    squares: false },
    Product { name: "squares, in a pair",      lag: 1,  further: 0, parity: Some(1), squares: true  },
    Product { name: "squares, between pairs",  lag: 1,  further: 0, parity: Some(0), squares: true  },
    Product { name: "squares, lag 2",          lag: 2,  further: 0, parity: None,    squares: true  },
    Product { name: "squares, next column",    lag: 0,  further: 1, parity: None,    squares: true  },
];

impl Product {
    /// Adds the products of two columns whose second has numbers not seen before.
    fn add(&self, sum: &mut (f64, u64), first: &[f64], second: &[f64], n_seen: usize) {
        let (skip, by) = self.parity.map_or((0, 1), |parity| (parity, 2));
        for place in (n_seen + skip..second.len()).step_by(by).filter(|place| *place >= self.lag) {
            *sum = (sum.0 + self.of(first[place - self.lag]) * self.of(second[place]), sum.1 + 1);
        }
    }

    fn of(&self, x: f64) -> f64 {
        if self.squares {
            (x * x - 1.0) * std::f64::consts::FRAC_1_SQRT_2
        } else {
            x
        }
    }
}

/// The sum of each product, and of how many.
#[derive(Default)]
pub struct Products([(f64, u64); PRODUCTS.len()]);

impl Products {
    pub fn add(&mut self, Block { columns, n_seen }: &Block) {
        for (sum, product) in self.0.iter_mut().zip(PRODUCTS) {
            for (first, second) in columns.iter().zip(&columns[product.further..]) {
                product.add(sum, first, second, *n_seen);
            }
        }
    }

    /// Of the numbers themselves, or of their squares.
    pub fn findings(&self, squares: bool) -> Vec<Finding> {
        let chosen = self.0.iter().zip(PRODUCTS).filter(|(_, product)| product.squares == squares);
        chosen
            .map(|((sum, n), product)| Finding::of_z(product.name, sum / (*n as f64).sqrt()))
            .collect()
    }
}

/// Quantiles a side of the grid on which two consecutive numbers are counted.
const SIDE: usize = 16;

/// Counts of pairs, and of a pair's second number and the next.
pub struct Grids {
    quantiles: Vec<f64>,
    counts: [Vec<u64>; 2],
}

impl Default for Grids {
    fn default() -> Self {
        let above = |rank: usize| 1.0 - rank as f64 / SIDE as f64;
        let quantiles = (1..SIDE).map(|rank| chance::quantile(above(rank))).collect();
        Self { quantiles, counts: [vec![0; SIDE * SIDE], vec![0; SIDE * SIDE]] }
    }
}

impl Grids {
    pub fn add(&mut self, Block { columns, n_seen }: &Block) {
        for column in columns {
            let rank = |x: &f64| self.quantiles.partition_point(|quantile| quantile < x);
            let ranks: Vec<usize> = column[n_seen.saturating_sub(1)..].iter().map(rank).collect();
            for (place, pair) in ranks.windows(2).enumerate() {
                // where numbers have been seen, the first here is the second of a pair
                let between = (place + usize::from(*n_seen > 0)) % 2;
                self.counts[between][pair[0] * SIDE + pair[1]] += 1;
            }
        }
    }

    /// Chi squared of the counts, as a standard normal.
    pub fn findings(&self) -> Vec<Finding> {
        let names = ["in a pair", "between pairs"];
        names.into_iter().zip(&self.counts).map(|(name, counts)| evenness(name, counts)).collect()
    }
}

fn evenness(name: &str, counts: &[u64]) -> Finding {
    let expected = counts.iter().sum::<u64>() as f64 / counts.len() as f64;
    let of = |count: &u64| (*count as f64 - expected).powi(2) / expected;
    let freedom = (counts.len() - 1) as f64;
    Finding::of_z(name, chance::z_of_chi_squared(counts.iter().map(of).sum(), freedom))
}

/// Sums of products of any two columns, the second further on: (columns x columns).
#[derive(Default)]
pub struct Columns {
    n: u64,
    sums: Vec<Vec<f64>>,
}

impl Columns {
    pub fn add(&mut self, Block { columns, n_seen }: &Block) {
        self.n += (columns[0].len() - n_seen) as u64;
        self.sums.resize(columns.len(), vec![0.0; columns.len()]);
        for (row, first) in columns.iter().enumerate() {
            for (second, sum) in columns.iter().zip(&mut self.sums[row]).skip(row + 1) {
                let pairs = first.iter().zip(second).skip(*n_seen);
                *sum += pairs.map(|(x, y)| x * y).sum::<f64>();
            }
        }
    }

    /// Every z of two columns so far apart.
    fn z(&self, apart: impl Fn(usize) -> bool) -> Vec<f64> {
        let n = (self.n as f64).sqrt();
        let rows = self.sums.iter().enumerate();
        let row = |(row, sums): (usize, &Vec<f64>)| {
            let chosen = (row + 1..sums.len()).filter(|column| apart(column - row));
            chosen.map(|column| sums[column] / n).collect::<Vec<_>>()
        };
        rows.flat_map(row).collect()
    }

    pub fn findings(&self) -> Vec<Finding> {
        let all = self.z(|_| true);
        let largest = all.iter().fold(0.0, |largest: f64, z| largest.max(z.abs()));
        let p = chance::of_largest(largest, all.len() as f64);
        let mut findings = vec![Finding { name: "largest of all".into(), value: largest, p }];
        for (name, apart) in
            [("neighbours", 1), ("populations", N_FOLLOWED), ("trials", 2 * N_FOLLOWED)]
        {
            let z = self.z(|distance| distance == apart);
            findings.extend((!z.is_empty()).then(|| of_squares(name, &z)));
        }
        findings.push(of_squares("all", &all));
        findings
    }
}

fn of_squares(name: &str, z: &[f64]) -> Finding {
    let chi_squared = z.iter().map(|z| z * z).sum();
    Finding::of_z(name, chance::z_of_chi_squared(chi_squared, z.len() as f64))
}
