//! The recordings, as tests/data/oracles/README.md describes them.

use std::fs;
use std::ops::Range;
use std::str::FromStr;

/// Cells of each population of the recorded networks, by name.
pub const POPULATIONS: [(&str, usize); 3] = [("stn", 10), ("gpe", 20), ("gpi", 15)];
/// Voltages were recorded after every fourth step.
pub const EVERY: u64 = 4;

/// One cell under a current, for 500 ms.
pub struct SingleCell {
    pub name: String,
    pub model: String,
    pub i_app: f64,
    /// A current and the steps in which it flows.
    pub i_in: (f64, Range<u64>),
    /// Variables and where they start.
    pub start: Vec<(String, f64)>,
    pub spike_steps: Vec<u64>,
    /// Every fourth step of the first 50 ms.
    pub v_mv: Vec<f64>,
}

/// Spikes in the second after 200 ms, by applied current.
pub struct FiCurve {
    pub model: String,
    pub i_app: Vec<f64>,
    pub n_spikes: Vec<u64>,
}

/// A network of 45 cells, for 500 ms.
pub struct RecordedNetwork {
    /// "hh" or "adex": what the pallidal cells are.
    pub models: String,
    /// What multiplies the weights onto STN and AdEx cells: -1 as published, 1 fixed.
    pub sign: f64,
    /// Of STN, GPe and GPi cells.
    pub i_app: Vec<f64>,
    pub stn_noise_mean: f64,
    /// To which V of STN cells is clamped.
    pub stn_v_bounds: (f64, f64),
}

/// What was recorded of a network.
pub struct NetworkRecording {
    /// (100 x 45), mV: every fourth step of the first 10 ms; STN, GPe, GPi cells.
    pub v_mv: Vec<f64>,
    /// The steps of the spikes, by population, by cell.
    pub spike_steps: Vec<Vec<Vec<u64>>>,
}

/// A projection of the recorded networks, with its synapses.
pub struct RecordedProjection {
    pub name: String,
    pub from: String,
    pub to: String,
    pub delay_ms: f64,
    pub tau_rise_ms: f64,
    pub tau_decay_ms: f64,
    pub e_rev_mv: f64,
    pub pre: Vec<u32>,
    pub post: Vec<u32>,
    pub weight: Vec<f64>,
}

/// Where a variable of a population starts, one value per cell.
pub struct Start {
    pub path: String,
    pub values: Vec<f64>,
}

/// The published run of So, Kent & Grill (2012) in one state.
pub struct So2012 {
    /// Of STN, GPe, GPi and TC cells.
    pub v_start_mv: Vec<Vec<f64>>,
    /// Of the applied current of each GPe cell, uA/cm2.
    pub gpe_offsets: Vec<f64>,
    /// The samples in which pulses of sensorimotor cortex begin; sample 0 is the start.
    pub smc_onset_samples: Vec<usize>,
    /// (200 x 40), mV: every tenth step of the first 20 ms.
    pub v_mv: Vec<f64>,
    /// The steps of the spikes, by population, by cell.
    pub spike_steps: Vec<Vec<Vec<u64>>>,
}

pub fn so_2012(state: &str) -> So2012 {
    let starts = rows("so_2012_start.csv");
    So2012 {
        v_start_mv: starts[..4].iter().map(|row| list(&row[1])).collect(),
        gpe_offsets: list(&starts[4][1]),
        smc_onset_samples: list(&starts[5][1]),
        v_mv: doubles(&format!("so_2012_{state}_v.bin")),
        spike_steps: nuclei_spikes(&format!("so_2012_{state}")),
    }
}

/// A column of the rows of a table that have a value in another column.
pub fn column(table: &str, [key, value]: [&str; 2], column: &str) -> Vec<f64> {
    let header = fs::read_to_string(path(table)).unwrap();
    let header = header.lines().next().unwrap();
    let place = |wanted: &str| header.split(',').position(|name| name == wanted).unwrap();
    let (key, column) = (place(key), place(column));
    rows(table).iter().filter(|row| row[key] == value).map(|row| number(&row[column])).collect()
}

/// V of STN, GPe, GPi and TC cells at the start of the published runs of Rubin & Terman.
pub fn rubin_terman_2004_start() -> Vec<Vec<f64>> {
    rows("rubin_terman_2004_start.csv").iter().map(|row| list(&row[1])).collect()
}

/// One cell of Hahn & McIntyre in NEURON, for 500 ms.
pub struct OtsukaCell {
    pub name: String,
    /// uA/cm2: constant, and from 200 to 300 ms.
    pub i_app: f64,
    pub i_pulse: f64,
    pub spikes_ms: Vec<f64>,
}

impl OtsukaCell {
    /// The name but for what is done to it.
    pub fn model(&self) -> &str {
        self.name.trim_end_matches("_fast").trim_end_matches("_rebound")
    }
}

pub fn otsuka_cells() -> Vec<OtsukaCell> {
    // nA into a cell of 11309.73 um2
    let density = |na: &str| number::<f64>(na) * 1e-3 / 1.130_973_355_292_325_6e-4;
    rows("otsuka.csv")
        .iter()
        .map(|row| OtsukaCell {
            name: row[0].clone(),
            i_app: density(&row[2]),
            i_pulse: density(&row[3]),
            spikes_ms: list(&row[4]),
        })
        .collect()
}

/// V at the start, steps of spikes by cell, and (200 x 10) V of the STN cells of Kumaravelu et al.
pub fn kumaravelu_stn() -> (Vec<f64>, Vec<Vec<u64>>, Vec<f64>) {
    let rows = rows("kumaravelu_stn_spikes.csv");
    let (starts, spikes) = rows.iter().map(|row| (number::<f64>(&row[0]), list(&row[1]))).unzip();
    (starts, spikes, doubles("kumaravelu_stn_v.bin"))
}

/// AdEx cells in SciPy: name, applied current in pA, times of spikes in ms.
pub fn adex_cells() -> Vec<(String, f64, Vec<f64>)> {
    let rows = rows("adex.csv");
    rows.iter().map(|row| (row[0].clone(), number(&row[1]), list(&row[2]))).collect()
}

/// Steps of spikes, and (200 x 2) V, of the cortical cells of Kumaravelu et al.
pub fn izhikevich() -> (Vec<Vec<u64>>, Vec<f64>) {
    let spikes = rows("izhikevich_spikes.csv").iter().map(|row| list(&row[1])).collect();
    (spikes, doubles("izhikevich_v.bin"))
}

/// What the file holds as floats of 32 bits.
pub fn floats(name: &str) -> Vec<f64> {
    let bytes = fs::read(path(name)).unwrap();
    bytes.chunks_exact(4).map(|each| f32::from_le_bytes(each.try_into().unwrap()).into()).collect()
}

/// The steps of the spikes of STN, GPe, GPi and TC cells in a published run.
pub fn nuclei_spikes(run: &str) -> Vec<Vec<Vec<u64>>> {
    let rows = rows(&format!("{run}_spikes.csv"));
    let of_population = |name| rows.iter().filter(move |row| row[0] == name);
    let steps = |name| of_population(name).map(|row| list(&row[2])).collect();
    ["stn", "gpe", "gpi", "tc"].map(steps).into()
}

pub fn single_cells() -> Vec<SingleCell> {
    let v_mv = doubles("single_cells_v.bin");
    let rows = rows("single_cells.csv");
    let n_each = v_mv.len() / rows.len();
    rows.iter()
        .zip(v_mv.chunks(n_each))
        .map(|(row, v_mv)| SingleCell {
            name: row[0].clone(),
            model: row[1].clone(),
            i_app: number(&row[2]),
            i_in: (number(&row[3]), number(&row[4])..number(&row[5])),
            start: row[6].split(' ').map(assignment).collect(),
            spike_steps: list(&row[7]),
            v_mv: v_mv.to_vec(),
        })
        .collect()
}

pub fn f_i_curves() -> Vec<FiCurve> {
    let rows = rows("f_i.csv");
    rows.chunk_by(|one, next| one[0] == next[0])
        .map(|of_model| FiCurve {
            model: of_model[0][0].clone(),
            i_app: of_model.iter().map(|row| number(&row[1])).collect(),
            n_spikes: of_model.iter().map(|row| number(&row[2])).collect(),
        })
        .collect()
}

pub fn network(name: &str) -> RecordedNetwork {
    let rows = rows("networks.csv");
    let row = rows.iter().find(|row| row[0] == name).unwrap_or_else(|| panic!("no network {name}"));
    RecordedNetwork {
        models: row[1].clone(),
        sign: number(&row[2]),
        i_app: row[3..6].iter().map(|field| number(field)).collect(),
        stn_noise_mean: number(&row[6]),
        stn_v_bounds: (number(&row[7]), number(&row[8])),
    }
}

pub fn recording(network: &str) -> NetworkRecording {
    let rows = rows(&format!("network_{network}_spikes.csv"));
    let of_population = |name| rows.iter().filter(move |row| row[0] == name);
    NetworkRecording {
        v_mv: doubles(&format!("network_{network}_v.bin")),
        spike_steps: POPULATIONS
            .iter()
            .map(|(name, _)| of_population(*name).map(|row| list(&row[2])).collect())
            .collect(),
    }
}

pub fn projections() -> Vec<RecordedProjection> {
    let edges = rows("network_edges.csv");
    rows("network_projections.csv")
        .iter()
        .map(|row| {
            let edges = || edges.iter().filter(|edge| edge[0] == row[0]);
            RecordedProjection {
                name: row[0].clone(),
                from: row[1].clone(),
                to: row[2].clone(),
                delay_ms: number(&row[3]),
                tau_rise_ms: number(&row[4]),
                tau_decay_ms: number(&row[5]),
                e_rev_mv: number(&row[6]),
                pre: edges().map(|edge| number(&edge[1])).collect(),
                post: edges().map(|edge| number(&edge[2])).collect(),
                weight: edges().map(|edge| number(&edge[3])).collect(),
            }
        })
        .collect()
}

/// The initial state of the networks of these models.
pub fn starts(models: &str) -> Vec<Start> {
    rows("network_start.csv")
        .iter()
        .filter(|row| row[0] == models)
        .map(|row| Start { path: format!("{}.{}", row[1], row[2]), values: list(&row[3]) })
        .collect()
}

fn path(file: &str) -> String {
    format!("{}/tests/data/oracles/{file}", env!("CARGO_MANIFEST_DIR"))
}

fn rows(file: &str) -> Vec<Vec<String>> {
    let path = path(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn doubles(file: &str) -> Vec<f64> {
    let path = path(file);
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    bytes.chunks_exact(8).map(|double| f64::from_le_bytes(double.try_into().unwrap())).collect()
}

fn number<T: FromStr>(field: &str) -> T {
    field.parse().unwrap_or_else(|_| panic!("\"{field}\" is not a number"))
}

fn list<T: FromStr>(field: &str) -> Vec<T> {
    field.split_whitespace().map(number).collect()
}

fn assignment(text: &str) -> (String, f64) {
    let (name, value) = text.split_once('=').expect("name=value");
    (name.into(), number(value))
}
