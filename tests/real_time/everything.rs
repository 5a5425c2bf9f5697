//! Simulators behind the C ABI, and one of the network that has everything.

use std::ffi::{c_char, CStr, CString};
use std::ptr::null_mut;

use subthal::ffi::*;
use subthal::network::Network;

use super::network::{network, sizes};

/// Both precisions.
pub const PRECISIONS: [&CStr; 2] = [c"double", c"single"];
/// Both integrators.
pub const INTEGRATORS: [&CStr; 2] = [c"forward_euler", c"exponential_euler"];
/// The most steps of one call of [`Everything::run`].
pub const MOST_STEPS: u64 = 64;

/// A failure says why.
pub fn ok(status: subthal_status) {
    // SAFETY: the sentence is never NULL, ends in NUL, and stays until this thread's next failure.
    let sentence = || unsafe { CStr::from_ptr(subthal_last_error()) };
    assert_eq!(status, subthal_status::Ok, "{:?}", sentence());
}

/// A simulator of a network, made through the C ABI.
pub fn simulator(
    network: &Network,
    precision: &CStr,
    integrator: &CStr,
    dt_ms: f64,
) -> *mut subthal_simulator {
    let text = network.to_text();
    let (mut net, mut sim) = (null_mut(), null_mut());
    // SAFETY: every pointer is to a local or a text that outlives the call.
    unsafe {
        ok(subthal_network_from_text(text.as_ptr().cast::<c_char>(), text.len(), &mut net));
        let mut config = std::mem::zeroed();
        ok(subthal_simulator_config_default(&mut config, size_of_val(&config)));
        (config.precision, config.integrator) = (precision.as_ptr(), integrator.as_ptr());
        config.dt_ms = dt_ms;
        ok(subthal_simulator_new(net, &config, &mut sim));
        ok(subthal_network_free(net));
    }
    sim
}

/// A simulator of [`network`] with all its buffers, which can be run without more ado.
pub struct Everything {
    pub sim: *mut subthal_simulator,
    pub network: Network,
    pub inputs: Vec<f64>,
    pub rows: Vec<f64>,
    pub spikes: Vec<subthal_spike>,
    /// Spikes of all runs.
    pub n_spikes: u64,
}

impl Everything {
    pub fn new(precision: &CStr, integrator: &CStr) -> Self {
        Self::of(network(), precision, integrator)
    }

    /// The same of another network.
    pub fn of(network: Network, precision: &CStr, integrator: &CStr) -> Self {
        let sim = simulator(&network, precision, integrator, 0.025);
        let (mut n_channels, steps) = (0, MOST_STEPS as usize);
        // SAFETY: the place is a local.
        ok(unsafe { subthal_simulator_channel_count(sim, &mut n_channels) });
        let n_inputs = network.inputs().len();
        Self {
            sim,
            inputs: (0..steps * n_inputs).map(|place| (place % 7) as f64).collect(),
            rows: vec![0.0; steps * n_channels],
            spikes: vec![subthal_spike::default(); steps * sizes(&network).n_cells as usize],
            network,
            n_spikes: 0,
        }
    }

    /// A run with everything in and out, every `every`-th row.
    pub fn run(&mut self, n_steps: u64, every: u64) -> subthal_status {
        let n_inputs = self.network.inputs().len() * n_steps as usize;
        // SAFETY: every buffer is a field's, and every length at most its.
        unsafe {
            let mut run = std::mem::zeroed();
            subthal_run_default(&mut run, size_of_val(&run));
            (run.n_steps, run.every) = (n_steps, every);
            (run.inputs, run.inputs_len) = (self.inputs.as_ptr(), n_inputs);
            (run.rows, run.rows_len) = (self.rows.as_mut_ptr(), self.rows.len());
            (run.spikes, run.spikes_len) = (self.spikes.as_mut_ptr(), self.spikes.len());
            let status = subthal_simulator_run(self.sim, &mut run);
            self.n_spikes += run.n_spikes;
            status
        }
    }

    /// A run with nothing in and nothing out.
    pub fn run_bare(&mut self, n_steps: u64) -> subthal_status {
        // SAFETY: the struct is a local's.
        unsafe {
            let mut run = std::mem::zeroed();
            subthal_run_default(&mut run, size_of_val(&run));
            run.n_steps = n_steps;
            subthal_simulator_run(self.sim, &mut run)
        }
    }

    /// Makes a cell fire.
    pub fn inject(&self, population: &CStr, cell: u64) {
        // SAFETY: the text ends in NUL.
        ok(unsafe { subthal_simulator_inject_spike(self.sim, population.as_ptr(), cell) });
    }

    /// Logs from now on, hashing the state after every seventh step, as far as `capacity_bytes` reach
    /// beyond a snapshot.
    pub fn log(&self, capacity_bytes: usize) {
        let mut snapshot = 0;
        // SAFETY: the place is a local.
        ok(unsafe { subthal_simulator_save(self.sim, null_mut(), 0, &mut snapshot) });
        ok(subthal_simulator_log_start(self.sim, snapshot + capacity_bytes, 7));
    }

    /// Sets a parameter while running.
    pub fn set(&self, path: &str, value: f64) {
        let path = CString::new(path).unwrap();
        // SAFETY: the text ends in NUL.
        ok(unsafe { subthal_simulator_set(self.sim, path.as_ptr(), value) });
    }

    pub fn hash(&self) -> u64 {
        let mut hash = 0;
        // SAFETY: the place is a local.
        ok(unsafe { subthal_simulator_state_hash(self.sim, &mut hash) });
        hash
    }
}

impl Drop for Everything {
    fn drop(&mut self) {
        subthal_simulator_free(self.sim);
    }
}
