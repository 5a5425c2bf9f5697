//! Laws of what flows into cells, and of the step: noise, convergence, signs, units.

use subthal::engine::{Run, Simulator, SimulatorConfig};
use subthal::network::{Network, Noise, Probe, Projection, Rule};
use subthal::presets::{self, Preset};

fn config(dt_ms: f64, integrator: &str) -> SimulatorConfig {
    SimulatorConfig { dt_ms, integrator: integrator.into(), ..SimulatorConfig::default() }
}

fn probe(network: &mut Network, population: &str, variable: &str) {
    let (population, variable) = (population.into(), variable.into());
    network.add_probe(Probe { population, variable, ..Probe::default() }).unwrap();
}

/// Rows of `n_steps` steps, every `every`-th.
fn rows(simulator: &mut Simulator, n_steps: u64, every: u64) -> Vec<f64> {
    let n_rows = simulator.row_count(n_steps, every) as usize;
    let mut rows = vec![0.0; n_rows * simulator.channels().len()];
    simulator.run(n_steps, &mut Run { rows: &mut rows, every, ..Run::default() }).unwrap();
    rows
}

mod noise {
    use super::*;

    const CELLS: usize = 256;
    const TAU_MS: f64 = 5.0;
    const MEAN: f64 = 7.0;
    const SIGMA: f64 = 3.0;
    /// After the noise has forgotten that it began at its mean.
    const SAMPLES: usize = 2_000;
    const FACTOR: f64 = 2.0;

    /// Fluctuations in units of sigma, one row a ms.
    fn samples(dt_ms: f64) -> Vec<f64> {
        let mut network = Network::new(11);
        network.add_population("cells", "adex_gpi", CELLS).unwrap();
        let population = "cells".into();
        let (tau_ms, mean, sigma, unit_factor) = (TAU_MS, MEAN, SIGMA, FACTOR);
        network.add_noise(Noise { population, tau_ms, mean, sigma, unit_factor }).unwrap();
        probe(&mut network, "cells", "i_noise");
        let mut simulator = Simulator::new(&network, &config(dt_ms, "forward_euler")).unwrap();
        let per_ms = (1.0 / dt_ms).round() as u64;
        simulator.run(100 * per_ms, &mut Run::default()).unwrap();
        let rows = rows(&mut simulator, SAMPLES as u64 * per_ms, per_ms);
        rows.iter().map(|i_noise| (i_noise / FACTOR - MEAN) / SIGMA).collect()
    }

    /// The mean product of samples `lag_ms` and `further` cells apart.
    fn covariance(samples: &[f64], lag_ms: usize, further: usize) -> f64 {
        let later = &samples[lag_ms * CELLS + further..];
        samples.iter().zip(later).map(|(a, b)| a * b).sum::<f64>() / later.len() as f64
    }

    /// Five standard errors of a mean over all samples of which a few neighbours in time say the same.
    fn tolerance(correlated_ms: f64) -> f64 {
        5.0 * (correlated_ms / (SAMPLES * CELLS) as f64).sqrt()
    }

    #[test]
    fn mean_and_variance_are_as_asked_whatever_the_step() {
        for dt_ms in [0.025, 0.1, 1.0] {
            let samples = samples(dt_ms);
            let mean = samples.iter().sum::<f64>() / samples.len() as f64;
            assert!(mean.abs() < tolerance(2.0 * TAU_MS), "dt {dt_ms}: mean off by {mean} sigma");
            let variance = covariance(&samples, 0, 0);
            let error = (variance - 1.0).abs();
            assert!(error < tolerance(2.0 * TAU_MS), "dt {dt_ms}: variance {variance} sigma^2");
        }
    }

    #[test]
    fn autocorrelation_falls_by_tau() {
        let samples = samples(0.1);
        for lag_ms in [1, 2, 5, 10, 15, 40] {
            let (found, expected) =
                (covariance(&samples, lag_ms, 0), (-(lag_ms as f64) / TAU_MS).exp());
            let error = (found - expected).abs();
            assert!(error < tolerance(2.0 * TAU_MS), "lag {lag_ms} ms: {found}, not {expected}");
        }
    }

    #[test]
    fn cells_hear_different_noise() {
        let samples = samples(0.1);
        for further in [1, 2, 4, 8, 64, 128] {
            let found = covariance(&samples, 0, further);
            assert!(found.abs() < tolerance(TAU_MS), "{further} cells on: {found}");
        }
    }
}

mod step {
    use super::*;

    /// V of a cell that has not fired, a fixed time after it began elsewhere than at rest.
    fn v_after(model: &str, integrator: &str, time_ms: f64, dt_ms: f64) -> f64 {
        let mut network = Network::new(1);
        network.add_population("cell", model, 1).unwrap();
        network.set("cell.i_app", 0.0).unwrap();
        network.set_initial("cell.v", &[-75.0]).unwrap();
        let mut simulator = Simulator::new(&network, &config(dt_ms, integrator)).unwrap();
        simulator.run((time_ms / dt_ms).round() as u64, &mut Run::default()).unwrap();
        assert_eq!(simulator.spike_count("cell").unwrap(), 0, "{model} fired");
        let mut v_mv = simulator.state("cell", "v").unwrap();
        v_mv.next().unwrap()
    }

    #[test]
    fn halving_dt_halves_the_error() {
        for (model, time_ms) in
            [("adex_gpe", 8.0), ("adex_gpi", 8.0), ("stn", 0.8), ("hh_gpe", 2.0)]
        {
            for integrator in ["forward_euler", "exponential_euler"] {
                let v = |dt_ms: f64| v_after(model, integrator, time_ms, dt_ms);
                let differences: Vec<f64> =
                    [0.04, 0.02, 0.01, 0.005].map(|dt_ms| v(dt_ms) - v(dt_ms / 2.0)).into();
                for pair in differences.windows(2) {
                    let ratio = pair[0] / pair[1];
                    assert!((ratio - 2.0).abs() < 0.1, "{model}, {integrator}: {differences:?}");
                }
            }
        }
    }

    #[test]
    fn both_integrators_approach_the_same_v() {
        for (model, time_ms) in [("adex_gpe", 8.0), ("stn", 0.8), ("hh_gpe", 2.0)] {
            let v = |integrator: &str| v_after(model, integrator, time_ms, 5e-4);
            let apart = v("forward_euler") - v("exponential_euler");
            assert!(apart.abs() < 0.02, "{model}: {apart} mV apart");
        }
    }
}

mod sign {
    use super::*;

    /// The network with one projection left, no delay to speak of, quiet cells at -60 mV.
    fn isolated(name: &str, projection: &Projection) -> Network {
        let sizes = Preset { n_stn: 12, n_gpe: 12, n_gpi: 12, seed: 3 };
        let mut network = presets::build(name, &sizes).unwrap();
        for other in network.projections().to_vec() {
            let scale = f64::from(u8::from(other.name == projection.name));
            network.set(&format!("{}.weight_scale", other.name), scale).unwrap();
            network.set(&format!("{}.delay", other.name), 0.025).unwrap();
        }
        for population in ["stn", "gpe", "gpi"] {
            network.set(&format!("{population}.noise.sigma"), 0.0).unwrap();
            network.set(&format!("{population}.noise.mean"), 0.0).unwrap();
            network.set_initial_spread(&format!("{population}.v"), 0.0).unwrap();
            network.set_initial(&format!("{population}.v"), &[-60.0]).unwrap();
        }
        probe(&mut network, &projection.to, "i_syn");
        network
    }

    /// i_syn of the targets after every source has fired once.
    fn after_a_volley(name: &str, projection: &Projection) -> Vec<f64> {
        let network = isolated(name, projection);
        let mut simulator = Simulator::new(&network, &SimulatorConfig::default()).unwrap();
        for cell in 0..12 {
            simulator.inject_spike(&projection.from, cell).unwrap();
        }
        let rows = rows(&mut simulator, 3, 3);
        let v_mv: Vec<f64> = simulator.state(&projection.to, "v").unwrap().collect();
        assert!(v_mv.iter().all(|v| (-69.0..-45.0).contains(v)), "{name}: V ran to {v_mv:?}");
        let reached = network.wiring(&projection.name).unwrap().post;
        reached.iter().map(|&post| rows[post as usize]).collect()
    }

    /// Whether STN synapses excite and all others inhibit, times `sign(target is STN)`.
    fn assert_signs(name: &str, sign: impl Fn(bool) -> f64) {
        let network = presets::build(name, &Preset::default()).unwrap();
        for projection in network.projections() {
            let physical = if projection.from == "stn" { 1.0 } else { -1.0 };
            let expected = physical * sign(projection.to == "stn");
            let i_syn = after_a_volley(name, projection);
            assert!(!i_syn.is_empty(), "{name}: {} reaches nobody", projection.name);
            let right = i_syn.iter().all(|i_syn| i_syn * expected > 0.0);
            assert!(right, "{name}: {} gives {i_syn:?}", projection.name);
        }
    }

    #[test]
    fn stn_excites_and_pallidum_inhibits() {
        let physical =
            |name: &&&str| name.starts_with("stn_gpe_gpi_") || name.ends_with("_physical_sign");
        let names: Vec<_> = presets::NAMES.iter().filter(physical).collect();
        assert_eq!(names.len(), 16);
        names.into_iter().for_each(|name| assert_signs(name, |_| 1.0));
    }

    #[test]
    fn published_sign_is_inverted_in_the_stn_and_with_adex_everywhere() {
        for state in ["default", "healthy", "parkinsonian"] {
            assert_signs(&format!("seed_hh_{state}"), |to_stn| if to_stn { -1.0 } else { 1.0 });
            assert_signs(&format!("seed_adex_{state}"), |_| -1.0);
        }
    }
}

mod units {
    use super::*;

    const AREA_CM2: f64 = 3e-5;

    /// i_syn 1 ms after a spike, of one cell of `model` behind a synapse of this weight.
    fn i_syn(model: &str, weight: f64, weight_unit: &str) -> f64 {
        let mut network = Network::new(1);
        network.add_population("source", "adex_gpe", 1).unwrap();
        network.add_population("target", model, 1).unwrap();
        network.set("target.area", AREA_CM2).unwrap();
        let (name, from, to) = ("synapse".into(), "source".into(), "target".into());
        let (rule, weight_unit, delay_ms) = (Rule::AllToAll, weight_unit.into(), 0.025);
        let synapse = Projection {
            name,
            from,
            to,
            rule,
            weight,
            weight_unit,
            delay_ms,
            ..Projection::default()
        };
        network.add_projection(synapse).unwrap();
        probe(&mut network, "target", "i_syn");
        let mut simulator = Simulator::new(&network, &SimulatorConfig::default()).unwrap();
        simulator.inject_spike("source", 0).unwrap();
        rows(&mut simulator, 40, 40)[0]
    }

    fn assert_equal(model: &str, n_siemens: f64) {
        let density = n_siemens * 1e-6 / AREA_CM2;
        let (one, other) = (i_syn(model, n_siemens, "nS"), i_syn(model, density, "mS/cm2"));
        assert!(one != 0.0 && (one / other - 1.0).abs() < 1e-12, "{model}: {one} and {other}");
    }

    #[test]
    fn conductances_and_densities_are_joined_by_the_area() {
        ["stn", "hh_gpe", "adex_gpi"].into_iter().for_each(|model| assert_equal(model, 0.7));
    }
}
