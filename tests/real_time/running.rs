//! One of two twins: a simulator of few cells whose host flushes subnormal numbers to zero, or does not.
#![cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]

use std::ffi::{CStr, CString};
use std::ptr::null_mut;

use subthal::ffi::*;
use subthal::network::Network;

use super::control::Control;
use super::everything::{ok, simulator};

/// Cells of each population.
pub const N_CELLS: usize = 3;
/// Steps with noise.
pub const FIRST_STEPS: u64 = 5;

/// A simulator that is freed at the end.
pub struct Running {
    sim: *mut subthal_simulator,
    flush: bool,
}

impl Running {
    /// One whose host flushes subnormal numbers to zero, or does not.
    pub fn new(network: &Network, way: (&CStr, &CStr), dt_ms: f64, flush: bool) -> Self {
        Self { sim: simulator(network, way.0, way.1, dt_ms), flush }
    }

    pub fn run(&self, n_steps: u64) {
        let run = || {
            // SAFETY: the struct is a local's.
            unsafe {
                let mut run = std::mem::zeroed();
                subthal_run_default(&mut run, size_of_val(&run));
                run.n_steps = n_steps;
                subthal_simulator_run(self.sim, &mut run)
            }
        };
        // untouched where nothing is to be set: setting it would clear what the processor noted
        ok(if self.flush { Control::that_is_served()[1].1.around(run).0 } else { run() });
    }

    pub fn hash(&self) -> u64 {
        let mut hash = 0;
        // SAFETY: the place is a local.
        ok(unsafe { subthal_simulator_state_hash(self.sim, &mut hash) });
        hash
    }

    fn set(&self, path: &str, value: f64) {
        let path = CString::new(path).unwrap();
        // SAFETY: the text ends in NUL.
        ok(unsafe { subthal_simulator_set(self.sim, path.as_ptr(), value) });
    }

    /// Every cell of a population fires once, and its noise ends.
    pub fn fall_silent(&self, population: &str) {
        let name = CString::new(population).unwrap();
        for cell in 0..N_CELLS as u64 {
            // SAFETY: the text ends in NUL.
            ok(unsafe { subthal_simulator_inject_spike(self.sim, name.as_ptr(), cell) });
        }
        self.run(FIRST_STEPS);
        self.set(&format!("{population}.noise.sigma"), 0.0);
    }

    /// Fails where C can read a subnormal number of the precision.
    #[cfg(target_arch = "x86_64")]
    pub fn assert_state_is_normal(&self, network: &Network, precision: &CStr) {
        let single = precision == c"single";
        let is_subnormal =
            |x: &f64| x.is_subnormal() || single && (*x as f32).is_subnormal() && *x != 0.0;
        for population in network.populations() {
            for variable in population.model().variables {
                let state = self.state(&population.name, variable.name);
                let found = state.iter().any(is_subnormal);
                assert!(!found, "{}.{}: {state:?}", population.name, variable.name);
            }
        }
    }

    /// A variable of every cell.
    pub fn state(&self, population: &str, variable: &str) -> [f64; N_CELLS] {
        let (mut state, names) = ([0.0; N_CELLS], [population, variable].map(CString::new));
        let [population, variable] = names.map(Result::unwrap);
        let (population, variable) = (population.as_ptr(), variable.as_ptr());
        // SAFETY: the texts end in NUL, and the length is the local's.
        ok(unsafe {
            subthal_simulator_state(
                self.sim,
                population,
                variable,
                state.as_mut_ptr(),
                N_CELLS,
                null_mut(),
            )
        });
        state
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        subthal_simulator_free(self.sim);
    }
}
