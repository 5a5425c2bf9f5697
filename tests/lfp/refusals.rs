//! What cannot be is said, and changes nothing.

use crate::{network, recorded};
use subthal::engine::{Simulator, SimulatorConfig};
use subthal::error::Error;
use subthal::network::{Lfp, Network};

fn lfp(change: impl FnOnce(&mut Lfp)) -> Lfp {
    let mut lfp = Lfp { name: "lfp".into(), ..Lfp::default() };
    change(&mut lfp);
    lfp
}

#[track_caller]
fn refused(network: &mut Network, lfp: Lfp, sentence: &str) {
    let before = network.to_text();
    let error = network.add_lfp(lfp).unwrap_err().to_string();
    assert!(error.contains(sentence), "{error}");
    assert_eq!(network.to_text(), before);
}

#[test]
fn electrodes_that_cannot_be() {
    let mut network = network();
    let n = &mut network;
    refused(n, lfp(|l| l.name = "stn".into()), "stn");
    refused(n, lfp(|l| l.name = "0".into()), "lfp name");
    refused(n, lfp(|l| l.electrode_um[1] = f64::NAN), "position of the electrode");
    refused(n, lfp(|l| l.reference_um = Some([0.0, 0.0, 2e6])), "position of the electrode");
    refused(n, lfp(|l| l.conductivity = 0.0), "conductivity");
    refused(n, lfp(|l| l.low_pass_hz = -1.0), "low_pass of lfp");
    refused(n, lfp(|l| l.artefact_mv_per_ma = f64::INFINITY), "artefact of lfp");
    refused(n, lfp(|l| l.blanking_ms = f64::NAN), "blanking of lfp");
    refused(n, lfp(|l| l.populations = vec!["snt".into()]), "named \"snt\"");
    refused(n, lfp(|l| l.populations = vec!["stn".into(), "stn".into()]), "twice");
    n.add_population("far", "stn", 1).unwrap();
    refused(n, lfp(|l| l.populations = vec!["far".into()]), "cells of far");
    let mut nowhere = Network::new(1);
    nowhere.add_population("stn", "stn", 1).unwrap();
    refused(&mut nowhere, lfp(|_| ()), "no population has positions");
}

#[test]
fn places_that_cannot_be() {
    let mut network = network();
    let before = network.to_text();
    assert!(network.set_positions("stn", &[0.0; 50]).is_err());
    assert!(network.set_positions("stn", &[f64::INFINITY; 51]).is_err());
    assert!(network.set_positions("snt", &[0.0; 51]).is_err());
    assert!(network.place_in_ball("stn", [0.0; 3], -1.0).is_err());
    assert!(network.place_in_ball("stn", [0.0, f64::NAN, 0.0], 1.0).is_err());
    assert!(network.field("stn", [0.0; 3], f64::NAN).is_err());
    assert_eq!(network.to_text(), before);
}

#[test]
fn a_low_pass_above_half_the_rate_of_the_steps() {
    let network = recorded(Lfp { low_pass_hz: 20_000.0, ..Lfp::default() });
    let Err(error) = Simulator::new(&network, &SimulatorConfig::default()) else {
        panic!("20 kHz at steps of 0.025 ms")
    };
    assert!(matches!(error, Error::OutOfRange { .. }), "{error}");
    let finer = SimulatorConfig { dt_ms: 0.01, ..SimulatorConfig::default() };
    assert!(Simulator::new(&network, &finer).is_ok());
}
