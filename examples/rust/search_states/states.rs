//! The pair of states as a file, and as the presets have it.

use crate::space::{Pair, State, PATHS};
use crate::Result;
use std::collections::BTreeMap;
use std::path::Path;
use subthal::presets::{build, Preset};

/// Of each state, its parameters by path.
type Tables = BTreeMap<String, BTreeMap<String, f64>>;

const PRESETS: [&str; 2] = ["stn_gpe_gpi_adex_healthy", "stn_gpe_gpi_adex_parkinsonian"];

/// The states as TOML: a table for each, of parameters by path.
pub fn text(pair: &Pair) -> Result<String> {
    let table = |state: &State| PATHS.map(String::from).into_iter().zip(*state).collect();
    let healthy = ("healthy".into(), table(&pair.healthy));
    let parkinsonian = ("parkinsonian".into(), table(&pair.parkinsonian));
    Ok(toml::to_string(&Tables::from([healthy, parkinsonian]))?)
}

/// The states of a file.
pub fn read(file: &Path) -> Result<Pair> {
    let text = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let tables: Tables = toml::from_str(&text)?;
    let state = |name: &str| -> Result<State> {
        let mut state = State::default();
        for (value, path) in state.iter_mut().zip(PATHS) {
            let found = tables.get(name).and_then(|table| table.get(path));
            *value = *found.ok_or(format!("{}: [{name}] has no \"{path}\"", file.display()))?;
        }
        Ok(state)
    };
    Ok(Pair { healthy: state("healthy")?, parkinsonian: state("parkinsonian")? })
}

/// The states that the presets have.
pub fn of_presets() -> Result<Pair> {
    let state = |name: &str| -> Result<State> {
        let network = build(name, &Preset::default())?;
        let mut state = State::default();
        for (value, path) in state.iter_mut().zip(PATHS) {
            *value = network.value(network.find_param(path)?)?;
        }
        Ok(state)
    };
    Ok(Pair { healthy: state(PRESETS[0])?, parkinsonian: state(PRESETS[1])? })
}
