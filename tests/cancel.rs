//! A run that another thread cancels: what is left of it, and that nothing else comes of it.

use std::sync::atomic::{AtomicBool, AtomicI32, Ordering::Relaxed};
use std::thread::{scope, sleep};
use std::time::Duration;

use subthal::engine::{Run, Simulator, SimulatorConfig, Spike};
use subthal::error::Error;
use subthal::network::Probe;
use subthal::presets::{self, Preset};

const N_STEPS: u64 = 40_000;
/// Delays of the preset are longer than this, the most that is simulated at a stretch.
const BLOCK: u64 = 64;

/// A small circuit whose mean V is probed in one population.
fn simulator() -> Simulator {
    let sizes = Preset { n_stn: 10, n_gpe: 20, n_gpi: 15, ..Preset::default() };
    let mut network = presets::build("stn_gpe_gpi_adex_healthy", &sizes).unwrap();
    let (population, variable) = ("stn".into(), "v".into());
    network.add_probe(Probe { population, variable, mean: true, ..Probe::default() }).unwrap();
    Simulator::new(&network, &SimulatorConfig::default()).unwrap()
}

/// Rows and spikes of a run of all steps, and the state after it.
type Whole = (Vec<f64>, Vec<Spike>, u64);

fn uncancelled() -> Whole {
    let mut simulator = simulator();
    let (mut rows, mut spikes) = (vec![0.0; N_STEPS as usize], vec![Spike::default(); 1 << 16]);
    let mut run = Run { rows: &mut rows, spikes: &mut spikes, ..Run::default() };
    simulator.run(N_STEPS, &mut run).unwrap();
    let n_spikes = run.n_spikes as usize;
    spikes.truncate(n_spikes);
    (rows, spikes, simulator.state_hash())
}

/// Runs the rest, until cancelled; appends what was written, and says whether it was cancelled.
fn run_on(simulator: &mut Simulator, cancel: &AtomicI32, so_far: &mut Whole) -> bool {
    let (first, n_steps) = (simulator.step(), N_STEPS - simulator.step());
    let (mut rows, mut spikes) = (vec![7.0; n_steps as usize], vec![Spike::default(); 1 << 16]);
    let mut run =
        Run { rows: &mut rows, spikes: &mut spikes, cancel: Some(cancel), ..Run::default() };
    cancel.store(0, Relaxed); // what came while these buffers were made is not for this run
    let ran = simulator.run(n_steps, &mut run);
    let (n_rows, n_spikes) = (run.n_rows as usize, run.n_spikes as usize);
    assert_eq!(simulator.step(), first + run.n_rows);
    assert!(rows[n_rows..].iter().all(|&value| value == 0.0), "rows after the cancelled step");
    so_far.0.extend(&rows[..n_rows]);
    so_far.1.extend(&spikes[..n_spikes]);
    so_far.2 = simulator.state_hash();
    assert!(matches!(ran, Ok(()) | Err(Error::Cancelled)), "{ran:?}");
    ran.is_err()
}

/// Says that all is done, also when a check has failed: the thread that cancels waits for it.
struct Done<'a>(&'a AtomicBool);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.0.store(true, Relaxed);
    }
}

#[test]
fn cancelled_run_goes_on_with_the_bits_of_one_that_was_not() {
    let (mut simulator, mut so_far) = (simulator(), Whole::default());
    let (cancel, done, mut n_inside) = (AtomicI32::new(0), AtomicBool::new(false), 0);
    scope(|scope| {
        let _done = Done(&done);
        scope.spawn(|| {
            while !done.load(Relaxed) {
                sleep(Duration::from_millis(5));
                cancel.store(-1, Relaxed);
            }
        });
        while run_on(&mut simulator, &cancel, &mut so_far) {
            n_inside += u64::from(simulator.step() > 0);
            assert_eq!(simulator.step() % BLOCK, 0, "cancelled inside a block");
        }
    });
    assert!(n_inside > 0, "no run was cancelled on its way");
    assert!(so_far == uncancelled());
}

#[test]
fn run_that_was_cancelled_before_it_began_does_no_step() {
    let mut simulator = simulator();
    simulator.run(7, &mut Run::default()).unwrap();
    let (fresh, cancel) = (simulator.state_hash(), AtomicI32::new(1));
    let mut rows = [7.0; 5];
    let mut run = Run { rows: &mut rows, cancel: Some(&cancel), n_rows: 3, ..Run::default() };
    assert_eq!(simulator.run(5, &mut run), Err(Error::Cancelled));
    assert_eq!((run.n_rows, run.n_spikes, rows), (0, 0, [0.0; 5]));
    assert_eq!((simulator.step(), simulator.state_hash()), (7, fresh));
}

#[test]
fn word_that_stays_zero_cancels_nothing() {
    let (mut simulator, mut so_far) = (simulator(), Whole::default());
    assert!(!run_on(&mut simulator, &AtomicI32::new(0), &mut so_far));
    assert!(so_far == uncancelled());
}
