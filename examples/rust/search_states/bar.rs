//! How far a run is, on a terminal: trials a second and the time left. And Ctrl-C.

use crate::Result;
use indicatif::{ProgressBar, ProgressStyle};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;
use std::time::Instant;

const STYLE: &str = "{bar:24} {pos}/{len} {msg}, at most {eta} left";

/// A bar of trials; nothing is drawn where standard error is no terminal.
pub struct Bar {
    shown: ProgressBar,
    interrupted: Arc<AtomicBool>,
    started: Instant,
    n_trials: usize,
    note: String,
}

impl Bar {
    /// A bar of so many trials. From now on Ctrl-C cancels the batch that runs, and not the process.
    pub fn new(n_trials: usize) -> Result<Self> {
        let style = ProgressStyle::with_template(STYLE)?;
        let shown = ProgressBar::new(n_trials as u64).with_style(style);
        let interrupted = Arc::new(AtomicBool::new(false));
        let flag = interrupted.clone();
        ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed))?;
        Ok(Self { shown, interrupted, started: Instant::now(), n_trials: 0, note: String::new() })
    }

    /// Told the trials done of the batch that runs; says whether it is to go on.
    pub fn watch(&self, n_done: usize) -> ControlFlow<()> {
        let a_second = (self.n_trials + n_done) as f64 / self.seconds();
        self.shown.set_message(format!("{a_second:.0} trials/s{}", self.note));
        self.shown.set_position((self.n_trials + n_done) as u64);
        match self.interrupted.load(Ordering::Relaxed) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    }

    /// A batch of so many trials has ended.
    pub fn done(&mut self, n_trials: usize) {
        self.n_trials += n_trials;
    }

    /// So many trials more than the bar was made for.
    pub fn lengthen(&self, n_trials: usize) {
        self.shown.inc_length(n_trials as u64);
    }

    /// What is shown behind the trials a second.
    pub fn note(&mut self, note: String) {
        self.note = note;
    }

    /// Prints a line above the bar.
    pub fn say(&self, line: &str) {
        self.shown.suspend(|| println!("{line}"));
    }

    /// Trials of all batches that have ended.
    pub fn n_trials(&self) -> usize {
        self.n_trials
    }

    /// Since the bar was made.
    pub fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }
}
