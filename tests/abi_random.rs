//! Whatever is described within the rules, or near their edges, runs or is refused: never a panic,
//! and never a number written that is not finite.

use std::ffi::{CStr, CString};
use std::ptr::{null, null_mut};

use proptest::prelude::*;
use subthal::ffi::*;

const NAMES: [&CStr; 3] = [c"a", c"b", c"c"];
const MODELS: [&CStr; 6] =
    [c"stn", c"stn_seed", c"adex_gpe", c"adex_gpi", c"hh_gpe", c"hh_gpi_seed"];
const RULES: [&CStr; 6] = [
    c"fixed_probability",
    c"fixed_total",
    c"fixed_in_degree",
    c"one_to_one",
    c"all_to_all",
    c"edges",
];
const SIZES: [u64; 7] = [1, 2, 3, 63, 64, 65, 130];
const NUMBERS: [f64; 9] = [0.0, 1.0, -1.0, 0.5, 1e-3, 1e3, -1e3, f64::MAX, 5e-324];

/// A stream of choices from proptest's bytes; zeros when they are used up.
struct Choices<'a>(std::slice::Iter<'a, u8>);

impl Choices<'_> {
    fn below(&mut self, n: usize) -> usize {
        usize::from(*self.0.next().unwrap_or(&0)) % n
    }
    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }
    fn path(&mut self) -> CString {
        let parameters =
            ["i_app", "c_m", "g_l", "e_l", "v", "noise.sigma", "noise.tau", "weight_scale"];
        let owner = self.of(&["a", "b", "c", "p0", "p1", "p2"]);
        CString::new(format!("{owner}.{}", self.of(&parameters))).unwrap()
    }
}

/// Fills a struct by its default function.
unsafe fn filled<T>(fill: unsafe extern "C" fn(*mut T, usize) -> subthal_status) -> T {
    // SAFETY: any bytes make one of these structs, and the place is as large as is said.
    unsafe {
        let mut config = std::mem::zeroed();
        assert_eq!(fill(&mut config, size_of::<T>()), subthal_status::Ok);
        config
    }
}

/// A network of `choices`, and what every call came to.
unsafe fn describe(choices: &mut Choices, seen: &mut Vec<subthal_status>) -> *mut subthal_network {
    let mut net = null_mut();
    // SAFETY: every pointer is to a local or a constant that ends in NUL, and every length is its.
    unsafe {
        seen.push(subthal_network_new(choices.below(256) as u64, &mut net));
        for name in &NAMES[..choices.below(4)] {
            let model = choices.of(&MODELS).as_ptr();
            seen.push(subthal_network_add_population(
                net,
                name.as_ptr(),
                model,
                choices.of(&SIZES),
            ));
        }
        for name in &[c"p0", c"p1", c"p2"][..choices.below(4)] {
            let mut config = filled(subthal_projection_config_default);
            config.name = name.as_ptr();
            (config.from, config.to) = (choices.of(&NAMES).as_ptr(), choices.of(&NAMES).as_ptr());
            config.rule = choices.of(&RULES).as_ptr();
            (config.p, config.n) = (choices.of(&[0.0, 0.5, 1.0]), choices.below(9) as u64);
            (config.k, config.offset) =
                (choices.below(3) as u64, choices.of(&[0, 1, -1, i64::MIN]));
            let edges = [0, 0, 1].map(|cell| cell % (1 + choices.below(2) as u32));
            let weights = [1.0; 3];
            (config.edge_pre, config.edge_post) = (edges.as_ptr(), edges.as_ptr());
            (config.edge_weight, config.n_edges) = (weights.as_ptr(), choices.below(4));
            config.weight = choices.of(&NUMBERS);
            config.weight_is_total = choices.below(2) as i32;
            config.saturating = choices.below(2) as i32;
            config.unit_peak = choices.below(2) as i32;
            config.delay_ms = choices.of(&[0.025, 0.1, 1.0, 5.0]);
            config.tau_rise_ms = choices.of(&[0.01, 1.0, 5.0, 1e4]);
            (config.unit_factor, config.e_rev_mv) =
                (choices.of(&NUMBERS), choices.of(&[0.0, -80.0]));
            seen.push(subthal_network_add_projection(net, &config));
        }
        for name in &NAMES[..choices.below(3)] {
            let mut noise = filled(subthal_noise_config_default);
            (noise.population, noise.sigma) = (name.as_ptr(), choices.of(&NUMBERS));
            noise.tau_ms = choices.of(&NUMBERS);
            seen.push(subthal_network_add_noise(net, &noise));
            let mut probe = filled(subthal_probe_config_default);
            probe.population = name.as_ptr();
            probe.variable = choices.of(&[c"v", c"i_syn", c"hold"]).as_ptr();
            probe.mean = choices.below(2) as i32;
            seen.push(subthal_network_add_probe(net, &probe));
            let mut input = filled(subthal_input_config_default);
            (input.name, input.population) = (c"input".as_ptr(), name.as_ptr());
            seen.push(subthal_network_add_input(net, &input));
        }
        for _ in 0..choices.below(6) {
            let (path, value) = (choices.path(), choices.of(&NUMBERS));
            seen.push(subthal_network_set(net, path.as_ptr(), value));
            seen.push(subthal_network_set_heterogeneity(net, path.as_ptr(), value));
            seen.push(subthal_network_set_initial(net, path.as_ptr(), &value, 1));
            seen.push(subthal_network_set_initial_spread(net, path.as_ptr(), value));
        }
    }
    net
}

/// Runs a network in two pieces, with a change between them.
unsafe fn simulate(
    net: *const subthal_network,
    choices: &mut Choices,
    seen: &mut Vec<subthal_status>,
) -> Vec<f64> {
    let (mut sim, mut rows) = (null_mut(), vec![0.0; 1 << 15]);
    // SAFETY: every pointer is to a local or a constant that ends in NUL, and every length is its.
    unsafe {
        let mut config = filled(subthal_simulator_config_default);
        config.dt_ms = choices.of(&[0.025, 0.1, 0.0125, 1.0, 1e-4]);
        config.integrator = choices.of(&[c"forward_euler", c"exponential_euler"]).as_ptr();
        let made = subthal_simulator_new(net, &config, &mut sim);
        seen.push(made);
        if made != subthal_status::Ok {
            return Vec::new();
        }
        let inputs = vec![choices.of(&NUMBERS); 100];
        let mut spikes = [subthal_spike::default(); 7];
        let mut run = filled(subthal_run_default);
        (run.n_steps, run.every) = (choices.below(100) as u64, choices.below(4) as u64);
        (run.rows, run.rows_len) = (rows.as_mut_ptr(), rows.len());
        (run.spikes, run.spikes_len) = (spikes.as_mut_ptr(), spikes.len());
        seen.push(subthal_simulator_run(sim, &mut run));
        (run.inputs, run.inputs_len) = (inputs.as_ptr(), run.n_steps as usize);
        let path = choices.path();
        seen.push(subthal_simulator_set(sim, path.as_ptr(), choices.of(&NUMBERS)));
        seen.push(subthal_simulator_inject_spike(sim, c"a".as_ptr(), choices.below(3) as u64));
        seen.push(subthal_simulator_run(sim, &mut run));
        seen.push(subthal_simulator_reset(sim));
        run.inputs = null();
        run.inputs_len = 0;
        seen.push(subthal_simulator_run(sim, &mut run));
        seen.push(subthal_simulator_free(sim));
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_network_runs_or_is_refused(bytes in prop::collection::vec(any::<u8>(), 40..160)) {
        let (mut choices, mut seen) = (Choices(bytes.iter()), Vec::new());
        // SAFETY: `describe` makes the network that `simulate` reads.
        let rows = unsafe {
            let net = describe(&mut choices, &mut seen);
            let rows = simulate(net, &mut choices, &mut seen);
            seen.push(subthal_network_free(net));
            rows
        };
        // SAFETY: the pointer is never NULL and its buffer ends in NUL.
        let said = unsafe { CStr::from_ptr(subthal_last_error()) };
        prop_assert!(!seen.contains(&subthal_status::Panic), "{:?}", said);
        prop_assert!(rows.iter().all(|x| x.is_finite()));
    }
}
