//! A run allocates nothing: neither its steps, nor the boundary around them, nor a refusal by name.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ffi::CStr;
use std::ptr::{null, null_mut};

use subthal::ffi::*;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: every call goes to the system's allocator; counting does not allocate.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller's promise is the same.
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise is the same.
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(body: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.with(Cell::get);
    body();
    ALLOCATIONS.with(Cell::get) - before
}

/// A preset with every kind of input and output, running.
fn simulator(preset: &CStr, integrator: &CStr) -> *mut subthal_simulator {
    let (mut net, mut sim) = (null_mut(), null_mut());
    // SAFETY: every pointer is to a local or a constant that ends in NUL.
    unsafe {
        let ok = |status| assert_eq!(status, subthal_status::Ok);
        ok(subthal_network_from_preset(preset.as_ptr(), null(), &mut net));
        let mut input = std::mem::zeroed();
        ok(subthal_input_config_default(&mut input, size_of_val(&input)));
        (input.name, input.population) = (c"stimulus".as_ptr(), c"stn".as_ptr());
        ok(subthal_network_add_input(net, &input));
        let mut probe = std::mem::zeroed();
        ok(subthal_probe_config_default(&mut probe, size_of_val(&probe)));
        (probe.population, probe.variable) = (c"gpe".as_ptr(), c"i_syn".as_ptr());
        ok(subthal_network_add_probe(net, &probe));
        let mut config = std::mem::zeroed();
        ok(subthal_simulator_config_default(&mut config, size_of_val(&config)));
        config.integrator = integrator.as_ptr();
        ok(subthal_simulator_new(net, &config, &mut sim));
        ok(subthal_network_free(net));
    }
    sim
}

#[test]
fn run_allocates_nothing() {
    for preset in [c"seed_hh_default_physical_sign", c"stn_gpe_gpi_adex_healthy"] {
        for integrator in [c"forward_euler", c"exponential_euler"] {
            let sim = simulator(preset, integrator);
            let mut rows = vec![0.0; 1 << 16];
            let mut spikes = vec![subthal_spike::default(); 1 << 12];
            let mut n_spikes = 0;
            // SAFETY: every pointer is to a local, and every length is its.
            let steps = |n_runs: u64, n_steps: u64| unsafe {
                let inputs = [5.0; 16];
                let mut run = std::mem::zeroed();
                subthal_run_default(&mut run, size_of_val(&run));
                run.n_steps = n_steps;
                (run.inputs, run.inputs_len) = (inputs.as_ptr(), n_steps as usize);
                (run.rows, run.rows_len) = (rows.as_mut_ptr(), rows.len());
                (run.spikes, run.spikes_len) = (spikes.as_mut_ptr(), spikes.len());
                for _ in 0..n_runs {
                    assert_eq!(subthal_simulator_run(sim, &mut run), subthal_status::Ok);
                    n_spikes += run.n_spikes;
                }
            };
            let mut steps = steps;
            assert_eq!(allocations(|| steps(4000, 1)), 0, "{preset:?} {integrator:?}");
            assert_eq!(allocations(|| steps(100, 16)), 0, "{preset:?} {integrator:?}");
            assert!(n_spikes > 100, "{preset:?} {integrator:?} is too silent to show it");
            assert_eq!(subthal_simulator_free(sim), subthal_status::Ok);
        }
    }
}

#[test]
fn cancelled_run_allocates_nothing() {
    let sim = simulator(c"stn_gpe_gpi_adex_healthy", c"forward_euler");
    let (cancel, mut rows) = (1, vec![0.0; 1000]);
    // SAFETY: every pointer is to a local, and every length is its.
    let cancelled = || unsafe {
        let mut run = std::mem::zeroed();
        subthal_run_default(&mut run, size_of_val(&run));
        (run.n_steps, run.cancel) = (10, &cancel);
        (run.rows, run.rows_len) = (rows.as_mut_ptr(), rows.len());
        assert_eq!(subthal_simulator_run(sim, &mut run), subthal_status::Cancelled);
    };
    assert_eq!(allocations(cancelled), 0);
    assert_eq!(subthal_simulator_free(sim), subthal_status::Ok);
}

#[test]
fn looking_at_a_simulator_allocates_nothing() {
    let sim = simulator(c"stn_gpe_gpi_adex_healthy", c"forward_euler");
    let (mut step, mut count, mut v) = (0, 0, vec![0.0; 1000]);
    // SAFETY: every pointer is to a local or a constant that ends in NUL, and every length is its.
    let look = || unsafe {
        let (stn, v_len) = (c"stn".as_ptr(), v.len());
        subthal_simulator_step(sim, &mut step);
        subthal_simulator_spike_count(sim, stn, &mut count);
        subthal_simulator_inject_spike(sim, stn, 1);
        subthal_simulator_state(sim, stn, c"v".as_ptr(), v.as_mut_ptr(), v_len, null_mut());
        subthal_simulator_step(null(), &mut step); // an error without a heap behind its sentence
    };
    assert_eq!(allocations(look), 0);
    assert_eq!(subthal_simulator_free(sim), subthal_status::Ok);
}
