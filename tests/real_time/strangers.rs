//! Threads that use the library for all they are worth: whatever it shares among threads, they are at it.

use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::Arc;
use std::thread::JoinHandle;

use subthal::ffi::*;
use subthal::network::Network;

use super::everything::{ok, simulator};

/// Threads that make, run, change, fail to use and free networks and simulators of their own, until dropped.
pub struct Strangers {
    stop: Arc<AtomicBool>,
    pub threads: Vec<JoinHandle<()>>,
}

impl Strangers {
    pub fn new(n_threads: usize) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let thread = |_| {
            let stop = stop.clone();
            std::thread::spawn(move || {
                while !stop.load(Relaxed) {
                    session();
                }
            })
        };
        Self { threads: (0..n_threads).map(thread).collect(), stop }
    }
}

impl Drop for Strangers {
    fn drop(&mut self) {
        self.stop.store(true, Relaxed);
        self.threads.drain(..).for_each(|thread| thread.join().unwrap());
    }
}

/// The life of two simulators, one of which fails.
fn session() {
    let mut network = Network::new(1);
    network.add_population("cells", "adex_gpe", 3).unwrap();
    let sims = [c"single", c"double"].map(|p| simulator(&network, p, c"forward_euler", 0.025));
    // SAFETY: every pointer is to a local or a constant that ends in NUL.
    unsafe {
        let mut run = std::mem::zeroed();
        ok(subthal_run_default(&mut run, size_of_val(&run)));
        run.n_steps = 10;
        for sim in sims {
            ok(subthal_simulator_run(sim, &mut run));
            ok(subthal_simulator_set(sim, c"cells.i_app".as_ptr(), 1.0));
            ok(subthal_simulator_reset(sim));
            ok(subthal_simulator_free(sim));
            assert_eq!(subthal_simulator_free(sim), subthal_status::InvalidHandle);
        }
        assert_eq!(subthal_network_new(1, null_mut()), subthal_status::NullArgument);
    }
}
