//! One step through the C ABI: `cargo bench --bench step`. One line a figure: name, value, unit.
//!
//! T1's circuit, advanced by `subthal_simulator_run` one step a call, as a rig does, with the 225 voltages copied
//! out, or with the mean synaptic current on the STN as an LFP. Median and 99th percentile of the wall time of
//! a call over 200,000 calls, and the mean of wall and of processor time: where they differ, the
//! machine was taken away. Each call is between two readings of the clock: `clock_p50_us` is the median of as many
//! readings with nothing between, which is in every other figure.

use std::ffi::CStr;
use std::ptr::null_mut;
use std::time::Instant;
use subthal::ffi::*;

const CALLS: usize = 200_000;

/// A simulator of T1's circuit with everything of `probes` recorded: population, variable, mean or each.
fn simulator(precision: &CStr, probes: &[(&CStr, &CStr, i32)]) -> *mut subthal_simulator {
    let (mut net, mut sim) = (null_mut(), null_mut());
    // SAFETY: every pointer is to a local or a constant that ends in NUL.
    unsafe {
        let name = c"stn_gpe_gpi_adex_healthy";
        assert_eq!(
            subthal_network_from_preset(name.as_ptr(), std::ptr::null(), &mut net),
            subthal_status::Ok
        );
        for (population, variable, mean) in probes {
            let mut probe = std::mem::zeroed();
            subthal_probe_config_default(&mut probe, size_of_val(&probe));
            (probe.population, probe.variable) = (population.as_ptr(), variable.as_ptr());
            probe.mean = *mean;
            assert_eq!(subthal_network_add_probe(net, &probe), subthal_status::Ok);
        }
        let mut config = std::mem::zeroed();
        subthal_simulator_config_default(&mut config, size_of_val(&config));
        config.precision = precision.as_ptr();
        assert_eq!(subthal_simulator_new(net, &config, &mut sim), subthal_status::Ok);
        subthal_network_free(net);
    }
    sim
}

/// Processor time of this thread, ns; 0 where the system does not say.
fn processor_ns() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    told.split(' ').next().and_then(|ns| ns.parse().ok()).unwrap_or(0.0)
}

/// Wall time of each call, us, ascending; and the mean wall and processor time, us.
fn calls(sim: *mut subthal_simulator, n_rows: usize) -> (Vec<f64>, f64, f64) {
    let mut rows = vec![0.0; n_rows];
    let mut times = vec![0.0; CALLS];
    // SAFETY: the buffer is a local's, and its length is told.
    unsafe {
        let mut run = std::mem::zeroed();
        subthal_run_default(&mut run, size_of_val(&run));
        (run.n_steps, run.rows, run.rows_len) = (1, rows.as_mut_ptr(), rows.len());
        let (begin, busy) = (Instant::now(), processor_ns());
        for time in &mut times {
            let start = Instant::now();
            assert_eq!(subthal_simulator_run(sim, &mut run), subthal_status::Ok);
            *time = start.elapsed().as_nanos() as f64 / 1e3;
        }
        let (wall, busy) = (begin.elapsed().as_nanos() as f64, processor_ns() - busy);
        times.sort_by(f64::total_cmp);
        (times, wall / 1e3 / CALLS as f64, busy / 1e3 / CALLS as f64)
    }
}

/// Median of what the clock tells of nothing, us.
fn clock_us() -> f64 {
    let mut times: Vec<f64> =
        (0..CALLS).map(|_| Instant::now().elapsed().as_nanos() as f64 / 1e3).collect();
    times.sort_by(f64::total_cmp);
    times[CALLS / 2]
}

fn main() {
    let voltages = [(c"stn", c"v", 0), (c"gpe", c"v", 0), (c"gpi", c"v", 0)];
    let lfp = [(c"stn", c"i_syn", 1)];
    println!("name,value,unit");
    println!("clock_p50_us,{:.3},us", clock_us());
    for precision in [c"single", c"double"] {
        for (what, probes, n_rows) in [("voltages", &voltages[..], 225), ("lfp", &lfp[..], 1)] {
            let sim = simulator(precision, probes);
            calls(sim, n_rows); // warm
            let (times, wall, busy) = calls(sim, n_rows);
            let name = format!("run1_{what}_{}", precision.to_str().expect("ASCII"));
            println!("{name}_p50_us,{:.3},us", times[CALLS / 2]);
            println!("{name}_p99_us,{:.3},us", times[CALLS / 100 * 99]);
            println!("{name}_mean_wall_us,{wall:.3},us");
            println!("{name}_mean_processor_us,{busy:.3},us");
            subthal_simulator_free(sim);
        }
    }
}
