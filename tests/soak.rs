//! A process that evaluates a million short trials grows by nothing and makes no trial another.
//!
//! `make soak` runs 1,000,000 trials of 100 steps where the ordinary test takes 2000, and prints what it
//! saw. A file of its own, since the memory of other tests would count.

#[path = "support/memory.rs"]
mod memory;

use memory::resident_bytes;
use std::ops::ControlFlow;
use std::time::Instant;
use subthal::evaluate::{evaluate, Answers, Batch, Progress, Protocol, Wiring};
use subthal::network::Network;
use subthal::presets::{build, Preset};

const N_BATCHES: usize = 10;
const METRICS: [&str; 5] =
    ["stn.rate", "gpe.silent_cells", "stn.mean_v", "gpe.lfp_mean", "gpi.cells_counted"];
/// What a process may grow by after its first batch: the buffers of two threads (1 MB each), which the samples
/// of a short batch may miss, and what the allocator keeps back. The smallest leak, of 32 bytes a trial,
/// would make 29 MB of a million.
const GROWTH_BYTES: u64 = 4 << 20;

/// Batches of trials of 100 steps, their buffers made once.
struct Soak {
    network: Network,
    params: [usize; 1],
    values: Vec<f64>,
    seeds: Vec<u64>,
    metrics: Vec<f64>,
    outcomes: Vec<Result<(), subthal::error::Error>>,
}

impl Soak {
    fn new(n_trials: usize) -> Self {
        let sizes = Preset { n_stn: 10, n_gpe: 20, n_gpi: 15, seed: 1 };
        let network = build("stn_gpe_gpi_adex_healthy", &sizes).expect("a preset");
        let params = [network.find_param("stn.i_app").expect("a parameter")];
        let (values, seeds) = (vec![0.0; n_trials], vec![0; n_trials]);
        let (metrics, outcomes) = (vec![0.0; n_trials * METRICS.len()], vec![Ok(()); n_trials]);
        Self { network, params, values, seeds, metrics, outcomes }
    }

    /// One batch, on two threads; the most memory that was resident meanwhile.
    fn batch(&mut self, first_seed: u64) -> u64 {
        for (trial, seed) in self.seeds.iter_mut().enumerate() {
            *seed = first_seed + trial as u64;
            self.values[trial] = 40.0 + (*seed % 97) as f64;
        }
        let (params, values, seeds) = (&self.params, &self.values, &self.seeds);
        let batch = Batch { params, values, seeds, metrics: &METRICS, n_threads: 2 };
        let mut answers = Answers { metrics: &mut self.metrics, outcomes: &mut self.outcomes };
        let mut most = resident_bytes();
        let mut watch = |_: Progress| {
            most = most.max(resident_bytes());
            ControlFlow::Continue(())
        };
        evaluate(&self.network, &protocol(), &batch, &mut answers, &mut watch).expect("a batch");
        assert!(self.outcomes.iter().all(Result::is_ok), "a trial failed");
        most
    }

    /// The bits of a trial of the last batch.
    fn bits(&self, trial: usize) -> Vec<u64> {
        self.metrics[trial * METRICS.len()..][..METRICS.len()].iter().map(|x| x.to_bits()).collect()
    }
}

/// 40 and 60 steps.
fn protocol() -> Protocol {
    let wiring = Wiring::Shared;
    Protocol { burn_in_ms: 1.0, measured_ms: 1.5, wiring, ..Protocol::default() }
}

#[test]
fn many_trials_leave_memory_flat_and_each_is_what_it_is_alone() {
    let n_trials = if std::env::var_os("SUBTHAL_SOAK").is_some() { 1_000_000 } else { 2000 };
    let in_batch = n_trials / N_BATCHES;
    let (mut soak, mut alone) = (Soak::new(in_batch), Soak::new(1));
    let (start, mut flat, mut distinct) = (Instant::now(), 0, std::collections::BTreeSet::new());
    for batch in 0..N_BATCHES {
        let first_seed = (batch * in_batch) as u64;
        let most = soak.batch(first_seed);
        for sample in 0..20 {
            let trial = sample * (in_batch - 1) / 19;
            alone.batch(first_seed + trial as u64);
            assert_eq!(soak.bits(trial), alone.bits(0), "batch {batch}, trial {trial}");
            distinct.insert(soak.bits(trial));
        }
        let seconds = start.elapsed().as_secs_f64();
        println!("{} trials, {seconds:.1} s, {most} bytes", first_seed + in_batch as u64);
        if batch == 0 {
            flat = most.max(resident_bytes());
        }
        let growth = most.max(resident_bytes()).saturating_sub(flat);
        assert!(growth <= GROWTH_BYTES, "batch {batch}: {growth} bytes more than after the first");
    }
    assert_eq!(distinct.len(), 20 * N_BATCHES, "no two of the sampled trials are the same");
}
