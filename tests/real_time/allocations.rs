//! A run allocates nothing: neither its steps, nor the boundary around them, nor a refusal by name.

use std::ffi::CStr;
use std::ptr::{null, null_mut};

use subthal::ffi::*;

use crate::support::allocations;

use super::everything::{ok, Everything, INTEGRATORS, PRECISIONS};
use super::network::{network, with_graded};

#[test]
fn every_way_into_the_allocator_is_counted() {
    let mut grown = Vec::with_capacity(1);
    grown.push(1_u64);
    assert_eq!(allocations(|| grown.reserve_exact(100)), 1, "realloc");
    assert_eq!(
        allocations(|| drop(std::hint::black_box(vec![0_u8; 100]))),
        2,
        "alloc_zeroed, free"
    );
    assert_eq!(allocations(|| drop(std::hint::black_box(Box::new(1)))), 2, "alloc, free");
}

/// One step at a time, as a rig does; then in longer calls that record every row, every third, and none.
fn run(all: &mut Everything) {
    (0..100).for_each(|_| assert_eq!(all.run(1, 1), subthal_status::Ok));
    (0..3).for_each(|_| assert_eq!(all.run(64, 1), subthal_status::Ok));
    (0..3).for_each(|_| assert_eq!(all.run(50, 3), subthal_status::Ok));
    assert_eq!(all.run_bare(50), subthal_status::Ok);
}

#[test]
fn run_allocates_nothing_whatever_is_in_the_network() {
    for precision in PRECISIONS {
        for integrator in INTEGRATORS {
            for network in [network(), with_graded()] {
                let mut all = Everything::of(network, precision, integrator);
                assert_eq!(allocations(|| run(&mut all)), 0, "{precision:?} {integrator:?}");
                assert!(all.n_spikes > 100, "{precision:?} {integrator:?} is too silent");
            }
        }
    }
}

/// Parameters of every kind of owner, as a controller moves them: setting them may allocate, running may not.
#[test]
fn run_allocates_nothing_after_what_changes_while_running() {
    for precision in PRECISIONS {
        let mut all = Everything::of(with_graded(), precision, c"forward_euler");
        for round in 0..20 {
            all.set("link_2.weight_scale", f64::from(round % 2)); // cut, and healed
            all.set("pulses_0.frequency", 500.0 * f64::from(round % 3)); // stopped, and begun anew
            all.set("graded_0.beta", 0.1 + 0.1 * f64::from(round % 2)); // apart from graded_1, and like it
            all.set("link_0.weight_scale", f64::from(round % 3)); // one that saturates
            all.set("link_4.tau_decay", 3.0 + 0.1 * f64::from(round)); // one with delays of its own
            all.set("link_5.spike_scale", 0.1 * f64::from(round));
            all.set("link_8.tonic_rate", f64::from(round));
            all.set("stn.i_app", f64::from(round)); // cells that differ
            all.set("stn_seed.noise.sigma", 0.1 * f64::from(round));
            let ran = allocations(|| {
                (0..20).for_each(|cell| all.inject(c"adex_gpe", cell));
                assert_eq!(all.run(20, 1), subthal_status::Ok);
            });
            assert_eq!(ran, 0, "{precision:?}, round {round}");
        }
    }
}

/// A capacity that overflows is no error, and no reason to grow anything.
#[test]
fn run_allocates_nothing_when_spikes_overflow_their_buffer() {
    let mut all = Everything::new(c"double", c"forward_euler");
    all.spikes.truncate(3);
    (0..21).for_each(|cell| all.inject(c"adex_gpi", cell));
    assert_eq!(allocations(|| assert_eq!(all.run(1, 1), subthal_status::Ok)), 0);
    assert!(all.n_spikes >= 21);
}

/// With room for all, and where the log is full after some steps.
#[test]
fn run_that_is_logged_allocates_nothing() {
    for capacity_bytes in [1 << 20, 1 << 12] {
        let mut all = Everything::new(c"single", c"forward_euler");
        all.log(capacity_bytes);
        assert_eq!(allocations(|| run(&mut all)), 0, "{capacity_bytes} bytes");
    }
}

#[test]
fn cancelled_run_allocates_nothing() {
    let all = Everything::new(c"double", c"forward_euler");
    let (cancel, mut rows) = (1, all.rows.clone());
    // SAFETY: every pointer is to a local, and every length is its.
    let cancelled = || unsafe {
        let mut run = std::mem::zeroed();
        subthal_run_default(&mut run, size_of_val(&run));
        (run.n_steps, run.cancel) = (10, &cancel);
        (run.rows, run.rows_len) = (rows.as_mut_ptr(), rows.len());
        assert_eq!(subthal_simulator_run(all.sim, &mut run), subthal_status::Cancelled);
    };
    assert_eq!(allocations(cancelled), 0);
}

#[test]
fn looking_at_a_simulator_allocates_nothing() {
    let all = Everything::new(c"double", c"forward_euler");
    let (sim, stn) = (all.sim, c"stn".as_ptr());
    let (mut step, mut count, mut v, mut value) = (0, 0, vec![0.0; 100], 0.0);
    // SAFETY: any bytes make this struct.
    let mut told: subthal_delivered = unsafe { std::mem::zeroed() };
    // SAFETY: every pointer is to a local or a constant that ends in NUL, and every length is its.
    let look = || unsafe {
        let v_len = v.len();
        subthal_simulator_step(sim, &mut step);
        subthal_simulator_time_ms(sim, &mut value);
        subthal_simulator_row_count(sim, 10, 3, &mut step);
        subthal_simulator_get(sim, c"stn.i_app".as_ptr(), &mut value);
        subthal_simulator_get_many(sim, &0, &mut value, 1);
        subthal_simulator_spike_count(sim, stn, &mut count);
        subthal_simulator_clamp_count(sim, stn, &mut count);
        subthal_simulator_state_hash(sim, &mut count);
        subthal_simulator_delivered(sim, c"stimulator_0".as_ptr(), &mut told, size_of_val(&told));
        subthal_simulator_state(sim, stn, c"v".as_ptr(), v.as_mut_ptr(), v_len, null_mut());
        subthal_simulator_step(null(), &mut step); // an error without a heap behind its sentence
    };
    assert_eq!(allocations(look), 0);
    assert_eq!(told.struct_size, size_of_val(&told), "a stimulator was looked at");
}

/// A sample or a measure as a loop gives it; a block of them; a reset; and what sensors should not give.
#[test]
fn closed_loop_allocates_nothing() {
    for kind in [c"band_rectified", c"band_power", c"envelope_phase", c"bursts", c"fleming_2020"] {
        let (est, mut values) = (estimator(kind), vec![0.0; 5000]);
        let samples: Vec<f64> = (0..5000).map(|k| f64::from(k % 40 - 20)).collect();
        // SAFETY: every pointer is to a local, and every length is its.
        let turn = || unsafe {
            let mut estimate: subthal_estimate = std::mem::zeroed();
            for sample in [1.0, f64::NAN, f64::INFINITY] {
                ok(subthal_estimator_update(est, sample, &mut estimate, size_of_val(&estimate)));
            }
            ok(subthal_estimator_run(est, samples.as_ptr(), 5000, values.as_mut_ptr(), 5000));
            ok(subthal_estimator_reset(est));
        };
        assert_eq!(allocations(turn), 0, "{kind:?}");
        ok(subthal_estimator_free(est));
    }
    for kind in [c"open_loop", c"on_off", c"dual_threshold", c"pid", c"phase_locked"] {
        let (ctl, mut outputs) = (controller(kind), [0.0; 3]);
        // SAFETY: as above.
        let turn = || unsafe {
            let mut stimulus: subthal_stimulus = std::mem::zeroed();
            for measure in [1.0, f64::NAN, -1e30] {
                let size = size_of_val(&stimulus);
                ok(subthal_controller_update(ctl, measure, 0.5, &mut stimulus, size));
            }
            ok(subthal_controller_stimulated(ctl));
            ok(subthal_controller_run(ctl, [0.0; 3].as_ptr(), 3, outputs.as_mut_ptr(), 3));
            ok(subthal_controller_reset(ctl));
        };
        assert_eq!(allocations(turn), 0, "{kind:?}");
        ok(subthal_controller_free(ctl));
    }
}

fn estimator(kind: &CStr) -> *mut subthal_estimator {
    let mut est = null_mut();
    // SAFETY: every pointer is to a local or a constant that ends in NUL.
    unsafe {
        let mut config = std::mem::zeroed();
        ok(subthal_estimator_config_default(kind.as_ptr(), &mut config, size_of_val(&config)));
        ok(subthal_estimator_new(&config, &mut est));
    }
    est
}

fn controller(kind: &CStr) -> *mut subthal_controller {
    let (mut ctl, amplitude) = (null_mut(), c"amplitude".as_ptr());
    // SAFETY: as above.
    unsafe {
        let mut config = std::mem::zeroed();
        let (kind, size) = (kind.as_ptr(), size_of_val(&config));
        ok(subthal_controller_config_default(kind, amplitude, &mut config, size));
        ok(subthal_controller_new(&config, &mut ctl));
    }
    ctl
}
