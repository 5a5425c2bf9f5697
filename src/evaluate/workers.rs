//! The threads of a batch: each takes the next trial until none is left; the caller collects.

use super::batch::{Batch, Plan};
use super::trial::Desk;
use crate::error::Error;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

/// Between two questions to the caller.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);

/// How far a batch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Trials done, failed ones among them.
    pub n_done: usize,
    /// Trials of the batch.
    pub n_trials: usize,
}

/// Where the answers of a batch go.
pub struct Answers<'a> {
    /// Metrics (trials x metrics), row after row; NaN where a trial has none.
    pub metrics: &'a mut [f64],
    /// What became of each trial; `Error::Cancelled` where it was not begun.
    pub outcomes: &'a mut [Result<(), Error>],
}

impl Answers<'_> {
    /// Whether they hold the batch.
    pub(super) fn check(&self, batch: &Batch<'_>) -> Result<(), Error> {
        let n_trials = batch.seeds.len();
        let numbers = n_trials.saturating_mul(batch.metrics.len());
        for (name, needed, given) in
            [("metrics", numbers, self.metrics.len()), ("outcomes", n_trials, self.outcomes.len())]
        {
            if given < needed {
                return Err(Error::BufferTooSmall { name, needed, given });
            }
        }
        Ok(())
    }

    fn note(&mut self, trial: usize, n_metrics: usize, result: Result<Vec<f64>, Error>) {
        let row = &mut self.metrics[trial * n_metrics..][..n_metrics];
        self.outcomes[trial] = result.map(|metrics| row.copy_from_slice(&metrics));
    }
}

/// A trial that is done.
type Finished = (usize, Result<Vec<f64>, Error>);

/// What the workers have done and the caller has not yet taken.
struct Tray {
    finished: Vec<Finished>,
    n_workers: usize,
}

/// Between the workers and the caller. (A channel would leave a handle of the calling thread behind.)
struct Counter {
    tray: Mutex<Tray>,
    changed: Condvar,
}

impl Counter {
    fn new(n_workers: usize) -> Self {
        let tray = Mutex::new(Tray { finished: Vec::new(), n_workers });
        Self { tray, changed: Condvar::new() }
    }

    /// The tray, also after a panic elsewhere, which changes nothing of it.
    fn tray(&self) -> MutexGuard<'_, Tray> {
        self.tray.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the tray and wakes the caller.
    fn change(&self, by: impl FnOnce(&mut Tray)) {
        by(&mut self.tray());
        self.changed.notify_one();
    }

    /// Waits a while for trials; takes those that are done, and says whether more may come.
    fn take(&self) -> (Vec<Finished>, bool) {
        let mut tray = self.tray();
        if tray.finished.is_empty() && tray.n_workers > 0 {
            let waited = self.changed.wait_timeout(tray, PROGRESS_EVERY);
            tray = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        (std::mem::take(&mut tray.finished), tray.n_workers > 0)
    }
}

/// What the workers share.
struct Work {
    plan: Plan,
    values: Vec<f64>,
    seeds: Vec<u64>,
    next: AtomicUsize,
    counter: Counter,
}

/// A worker at work; it leaves when dropped, by a panic too.
struct Worker(Arc<Work>);

impl Drop for Worker {
    fn drop(&mut self) {
        self.0.counter.change(|tray| tray.n_workers -= 1);
    }
}

impl Worker {
    /// Takes trials until none is left.
    fn work(self) {
        let Work { plan, values, seeds, next, counter } = &*self.0;
        let (mut desk, n_params) = (Desk::new(plan), plan.params.len());
        loop {
            let trial = next.fetch_add(1, Ordering::Relaxed);
            let Some(&seed) = seeds.get(trial) else { return };
            let result = desk.trial(plan, &values[trial * n_params..][..n_params], seed);
            counter.change(|tray| tray.finished.push((trial, result)));
        }
    }
}

/// Threads at work. No thread outlives the call: a host may unload the library after it. (That is why they
/// are no pool's of rayon, whose threads end some time after it is dropped.)
struct Crew {
    work: Arc<Work>,
    threads: Vec<JoinHandle<()>>,
}

impl Crew {
    /// So many threads, or as many as the system gives; one at least.
    fn hire(work: Work, n_threads: usize) -> Result<Self, Error> {
        let mut crew = Self { work: Arc::new(work), threads: Vec::new() };
        for _ in 0..n_threads {
            crew.work.counter.change(|tray| tray.n_workers += 1);
            let worker = Worker(crew.work.clone());
            match Builder::new().name("subthal trials".into()).spawn(move || worker.work()) {
                Ok(thread) => crew.threads.push(thread),
                Err(error) if crew.threads.is_empty() => {
                    return Err(Error::invalid("n_threads", format!("gives no thread: {error}")));
                }
                Err(_) => break,
            }
        }
        Ok(crew)
    }

    /// Waits for the threads to end; a panic of theirs goes on here.
    fn leave(mut self) {
        for thread in std::mem::take(&mut self.threads) {
            if let Err(panic) = thread.join() {
                resume_unwind(panic);
            }
        }
    }
}

impl Drop for Crew {
    fn drop(&mut self) {
        self.work.next.store(self.work.seeds.len(), Ordering::Relaxed);
        self.threads.drain(..).for_each(|thread| drop(thread.join()));
    }
}

/// Runs the trials.
pub(super) fn run(
    plan: Plan,
    batch: &Batch<'_>,
    answers: &mut Answers<'_>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<(), Error> {
    let (n_trials, n_metrics) = (batch.seeds.len(), batch.metrics.len());
    let (values, seeds) = (batch.values.to_vec(), batch.seeds.to_vec());
    let (next, counter) = (AtomicUsize::new(0), Counter::new(0));
    let work = Work { plan, values, seeds, next, counter };
    let crew = Crew::hire(work, batch.threads())?;
    answers.metrics[..n_trials * n_metrics].fill(f64::NAN);
    answers.outcomes[..n_trials].fill(Err(Error::Cancelled));
    let Work { next, counter, .. } = &*crew.work;
    let so_far = Progress { n_done: 0, n_trials };
    let collected = collect(counter, next, so_far, n_metrics, answers, progress);
    crew.leave();
    collected
}

/// Notes what is done, and asks the caller now and then, until the workers have left.
fn collect(
    counter: &Counter,
    next: &AtomicUsize,
    mut so_far: Progress,
    n_metrics: usize,
    answers: &mut Answers<'_>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<(), Error> {
    let mut asked = Instant::now();
    loop {
        let (finished, more) = counter.take();
        so_far.n_done += finished.len();
        let all_done = so_far.n_done == so_far.n_trials && !finished.is_empty();
        for (trial, result) in finished {
            answers.note(trial, n_metrics, result);
        }
        if asked.elapsed() >= PROGRESS_EVERY || all_done {
            asked = Instant::now();
            if progress(so_far).is_break() {
                next.store(so_far.n_trials, Ordering::Relaxed);
            }
        }
        if !more {
            break;
        }
    }
    match so_far.n_done == so_far.n_trials {
        true => Ok(()),
        false => Err(Error::Cancelled),
    }
}
