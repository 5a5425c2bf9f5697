//! A sum of I/(4 pi sigma r).

use crate::{network, recorded, rows, simulator};
use std::f64::consts::PI;
use subthal::network::Lfp;

const SIGMA: f64 = 0.27;

/// 1 mA a metre away in 0.27 S/m makes 0.2947 mV.
#[test]
fn the_field_falls_with_the_distance() {
    let mut network = network();
    let places: Vec<f64> = (0..20).flat_map(|cell| [50.0 * f64::from(cell), 0.0, 0.0]).collect();
    network.set_positions("gpe", &places).unwrap();
    let field = network.field("gpe", [0.0, 0.0, 0.0], SIGMA).unwrap();
    for (cell, mv) in field.iter().enumerate().skip(1) {
        let metres = 50e-6 * cell as f64;
        let expected = 1e-3 / (4.0 * PI * SIGMA * metres) * 1e3;
        assert!((mv / expected - 1.0).abs() < 1e-14, "cell {cell}: {mv} mV");
    }
    assert_eq!(field[0], network.field("gpe", [0.0, 10.0, 0.0], SIGMA).unwrap()[0]);
    let metre = network.field("gpe", [0.0, 1e6, 0.0], SIGMA).unwrap()[0];
    assert!((metre - 0.29473).abs() < 1e-5, "{metre}");
}

#[test]
fn a_ball_is_filled_evenly_and_by_the_seed() {
    let mut network = network();
    network.add_population("many", "spike_source", 20_000).unwrap();
    network.place_in_ball("many", [100.0, -200.0, 300.0], 50.0).unwrap();
    let places = network.positions("many").unwrap().to_vec();
    let radius = |at: &[f64]| {
        let [x, y, z] = [at[0] - 100.0, at[1] + 200.0, at[2] - 300.0];
        (x * x + y * y + z * z).sqrt()
    };
    let radii: Vec<f64> = places.chunks(3).map(radius).collect();
    assert!(radii.iter().all(|r| *r <= 50.0));
    // an eighth of the volume is within half of the radius: SD of the count 46.8
    let inner = radii.iter().filter(|r| **r <= 25.0).count() as f64;
    assert!((inner - 2500.0).abs() < 4.0 * 46.8, "{inner}");
    network.place_in_ball("many", [100.0, -200.0, 300.0], 50.0).unwrap();
    assert_eq!(network.positions("many").unwrap(), places);
    network.set_seed(8);
    network.place_in_ball("many", [100.0, -200.0, 300.0], 50.0).unwrap();
    assert_ne!(network.positions("many").unwrap(), places);
}

/// What flows into a cell leaves the tissue: positive synaptic current is negative potential.
#[test]
fn an_electrode_sees_every_synaptic_current() {
    let (electrode_um, reference_um) = ([100.0, 1500.0, 250.0], [0.0, -1500.0, 250.0]);
    let network =
        recorded(Lfp { electrode_um, reference_um: Some(reference_um), ..Lfp::default() });
    let na_per_unit = |cell: usize| if cell < 20 { 1e-3 } else { 1e3 * 3e-5 };
    let places = [network.positions("gpe").unwrap(), network.positions("stn").unwrap()].concat();
    let weights: Vec<f64> = (places.chunks(3).enumerate())
        .map(|(cell, at)| {
            let seen_from = |from: [f64; 3]| {
                let square: f64 = (0..3).map(|axis| (at[axis] - from[axis]).powi(2)).sum();
                1.0 / (4.0 * PI * SIGMA * square.sqrt())
            };
            -na_per_unit(cell) * (seen_from(electrode_um) - seen_from(reference_um))
        })
        .collect();
    for (precision, tolerance) in [("double", 1e-12), ("single", 2e-5)] {
        let rows = rows(&mut simulator(&network, precision), 20_000, 100);
        let mut largest = 0.0_f64;
        for row in &rows {
            let terms = || row.iter().zip(&weights).map(|(current, weight)| current * weight);
            let (seen, scale) = (row[37], terms().map(f64::abs).sum::<f64>());
            let apart = (seen - terms().sum::<f64>()).abs();
            assert!(apart <= tolerance * scale, "{precision}: {apart:e} mV of {scale:e}");
            largest = largest.max(seen.abs());
        }
        assert!(largest > 1e-7, "there is something to see: {largest:e} mV");
    }
}

#[test]
fn listed_populations_alone_are_seen() {
    let electrode_um = [0.0, 700.0, 0.0];
    let mut both = recorded(Lfp { electrode_um, ..Lfp::default() });
    for population in ["stn", "gpe"] {
        let (name, populations) = (format!("of_{population}"), vec![population.into()]);
        both.add_lfp(Lfp { name, populations, electrode_um, ..Lfp::default() }).unwrap();
    }
    for row in rows(&mut simulator(&both, "double"), 4_000, 100).iter().skip(10) {
        let [all, stn, gpe] = row[37..] else { panic!("three electrodes") };
        assert!((all - (stn + gpe)).abs() <= 1e-13 * (stn.abs() + gpe.abs()), "{all} {stn} {gpe}");
        assert!(stn != 0.0 && gpe != 0.0);
    }
}
