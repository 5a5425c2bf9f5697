//! The published models against recordings of their codes: same equations, same order of update, same
//! numbers, in double and by forward Euler. The recordings stand in tests/data/oracles, whose README
//! says where they come from and how far rounding lets anyone compare.

mod networks;
mod otsuka;
mod presets;
mod rubin_terman_2004;
mod rubin_terman_2004_statistics;
mod run;
mod simple;
mod single_cells;
mod so_2012;
mod so_2012_statistics;
mod statistics;
mod synapses;
mod tables;
