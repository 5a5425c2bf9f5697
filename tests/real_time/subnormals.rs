//! No number of a simulator is ever subnormal: neither in a long silence nor where something fades fast.
//!
//! Two witnesses. The processor notes whether any operand of a run was subnormal: state, sums of synapses and
//! what is made of them. And a twin, on which a host sets subnormal numbers to zero, has the same state bit by bit.
#![cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]

use std::ffi::CStr;

use subthal::network::{model_names, Network, Noise, Projection, Rule};

#[cfg(target_arch = "x86_64")]
use super::control::{Control, SUBNORMAL};
use super::everything::{INTEGRATORS, PRECISIONS};
use super::running::{Running, FIRST_STEPS, N_CELLS};

const DT_MS: f64 = 0.025;

/// Time constants of what fades.
#[derive(Clone, Copy)]
struct Taus {
    rise_ms: f64,
    decay_ms: f64,
    noise_ms: f64,
}

const USUAL: Taus = Taus { rise_ms: 1.0, decay_ms: 5.0, noise_ms: 5.0 };

/// Adds cells that reach each other by every kind of synapse, and have noise as long as nobody ends it.
fn add_cells(network: &mut Network, model: &str, taus: Taus, dt_ms: f64) {
    network.add_population(model, model, N_CELLS).unwrap();
    if model.starts_with("adex") {
        network.set(&format!("{model}.i_app"), -100.0).unwrap();
    }
    let (population, tau_ms) = (model.into(), taus.noise_ms);
    network.add_noise(Noise { population, tau_ms, sigma: 0.1, ..Noise::default() }).unwrap();
    for (kind, saturating, spread) in
        [("plain", false, 0.0), ("clipped", true, 0.0), ("apart", false, 3.0)]
    {
        let projection = Projection {
            name: format!("{model}_{kind}"),
            from: model.into(),
            to: model.into(),
            rule: Rule::AllToAll,
            weight: 1e-3,
            tau_rise_ms: taus.rise_ms,
            tau_decay_ms: taus.decay_ms,
            saturating,
            delay_ms: dt_ms,
            delay_spread_ms: spread * dt_ms,
            ..Projection::default()
        };
        network.add_projection(projection).unwrap();
    }
}

/// Whether the processor is to note no subnormal operand at all. The corrected Hodgkin-Huxley cells, which have
/// no clamp, swing from -154 to 177 mV, where the square of a steady state is below 1e-38: less than can
/// move the sum it is added to, so that the twins are equal all the same.
#[cfg(target_arch = "x86_64")]
fn has_normal_operands(model: &str, precision: &CStr) -> bool {
    precision == c"double" || !["hh_gpe", "hh_gpi"].contains(&model)
}

/// A million steps after the last spike and the last noise.
#[test]
#[cfg(target_arch = "x86_64")]
fn no_operand_is_subnormal_in_a_million_silent_steps() {
    for (precision, integrator) in PRECISIONS.into_iter().zip(INTEGRATORS) {
        let models = || model_names().filter(|model| has_normal_operands(model, precision));
        let mut network = Network::new(3);
        models().for_each(|model| add_cells(&mut network, model, USUAL, DT_MS));
        let running = Running::new(&network, (precision, integrator), DT_MS, false);
        models().for_each(|model| running.fall_silent(model));
        let met = (0..100).position(|_| Control::noted(|| running.run(10_000)) & SUBNORMAL != 0);
        assert_eq!(met, None, "{precision:?}: in which ten thousand steps");
        running.assert_state_is_normal(&network, precision);
    }
}

/// Each model, compared before every flush: what had become subnormal since the last would be zero in one of the twins.
#[test]
fn no_model_has_a_subnormal_number_in_fifty_thousand_silent_steps() {
    for model in model_names() {
        let mut network = Network::new(3);
        add_cells(&mut network, model, USUAL, DT_MS);
        for precision in PRECISIONS {
            for integrator in INTEGRATORS {
                let way = (precision, integrator);
                assert!(has_equal_twin(&network, model, way, DT_MS, (64, 800)), "{model} {way:?}");
            }
        }
    }
}

/// Whether a twin under flush to zero has the same state after each of so many stretches of so many steps, in
/// silence.
fn has_equal_twin(
    network: &Network,
    model: &str,
    way: (&CStr, &CStr),
    dt_ms: f64,
    (n_steps, n_stretches): (u64, usize),
) -> bool {
    let twins = [false, true].map(|flush| Running::new(network, way, dt_ms, flush));
    for running in &twins {
        running.fall_silent(model);
        running.run(n_steps - 1 - FIRST_STEPS % n_steps); // to just before a flush, if there are 64
    }
    (0..n_stretches).all(|_| {
        twins.iter().for_each(|running| running.run(n_steps));
        twins[0].hash() == twins[1].hash()
    })
}

/// Time constants from a hundredth of a step on, of each stage in turn, as far as the ranges of parameters go.
#[test]
fn what_fades_within_a_few_steps_passes_over_what_is_subnormal() {
    let model = "adex_gpe";
    for (dt_ms, fast_ms) in [0.025, 0.1, 0.5, 1.0]
        .into_iter()
        .flat_map(|dt_ms| [0.01, 0.02, 0.05, 0.1, 0.2, 0.5].map(move |fast_ms| (dt_ms, fast_ms)))
    {
        let fast = [
            Taus { rise_ms: fast_ms, ..USUAL },
            Taus { decay_ms: fast_ms, ..USUAL },
            Taus { rise_ms: fast_ms, decay_ms: fast_ms, ..USUAL },
            Taus { noise_ms: fast_ms, ..USUAL },
            USUAL,
        ];
        for (which, taus) in fast.into_iter().enumerate() {
            let mut network = Network::new(3);
            add_cells(&mut network, model, taus, dt_ms);
            if which == 4 {
                network.set(&format!("{model}.a"), 0.0).unwrap(); // w fades to nothing
                network.set(&format!("{model}.tau_w"), fast_ms.max(0.1)).unwrap();
                network.set_initial(&format!("{model}.w"), &[100.0]).unwrap();
            }
            for precision in PRECISIONS {
                let way = (precision, c"exponential_euler");
                let equal = has_equal_twin(&network, model, way, dt_ms, (1, 200));
                assert!(equal, "{precision:?}, dt {dt_ms} ms, tau {fast_ms} ms, case {which}");
            }
        }
    }
}

/// The same by Euler, which leaves a factor of 1 - dt/tau: what is just longer than a step fades fastest.
#[test]
fn what_euler_leaves_little_of_passes_over_what_is_subnormal() {
    let model = "adex_gpe";
    for tau_ms in [0.02501, 0.026, 0.03, 0.05] {
        let taus = Taus { rise_ms: tau_ms, decay_ms: 1.1 * tau_ms, ..USUAL };
        let mut network = Network::new(3);
        add_cells(&mut network, model, taus, DT_MS);
        for precision in PRECISIONS {
            let equal =
                has_equal_twin(&network, model, (precision, c"forward_euler"), DT_MS, (1, 200));
            assert!(equal, "{precision:?}, tau {tau_ms} ms");
        }
    }
}

/// Where a caller asks for less than matters, there is nothing.
#[test]
fn what_is_given_as_good_as_nothing_is_nothing() {
    let mut network = Network::new(3);
    add_cells(&mut network, "hh_gpe", USUAL, DT_MS);
    let tiny = 1e-39; // subnormal in single precision
    network.set_initial("hh_gpe.ca", &[tiny]).unwrap();
    let listed = Projection {
        name: "listed".into(),
        from: "hh_gpe".into(),
        to: "hh_gpe".into(),
        rule: Rule::Edges { pre: vec![0], post: vec![1], weight: vec![tiny] },
        delay_ms: DT_MS,
        ..Projection::default()
    };
    network.add_projection(listed).unwrap();
    let running = Running::new(&network, (c"single", c"forward_euler"), DT_MS, false);
    assert_eq!(running.state("hh_gpe", "ca"), [0.0; N_CELLS]);
    drop(running);
    network.set("hh_gpe.noise.sigma", tiny).unwrap();
    let way = (c"single", c"forward_euler");
    assert!(has_equal_twin(&network, "hh_gpe", way, DT_MS, (1, 200)));
}
