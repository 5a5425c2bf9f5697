//! Estimators and controllers allocate when they are made, and never after.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use crate::data::signal;
use crate::machines::{control, controllers, estimators, measures};
use subthal::control::{Controller, Estimator};

thread_local! {
    static CALLS: Cell<u64> = const { Cell::new(0) };
}

/// The system's allocator, every way into it counted by thread.
struct Counting;

fn count() {
    CALLS.with(|calls| calls.set(calls.get() + 1));
}

// SAFETY: every call goes to the system's allocator; counting does not allocate.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller's promise is the same.
        unsafe { System.alloc(layout) }
    }
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller's promise is the same.
        unsafe { System.alloc_zeroed(layout) }
    }
    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        // SAFETY: the caller's promise is the same.
        unsafe { System.realloc(place, layout, size) }
    }
    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        count();
        // SAFETY: the caller's promise is the same.
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(body: impl FnOnce()) -> u64 {
    let before = CALLS.with(Cell::get);
    body();
    CALLS.with(Cell::get) - before
}

#[test]
fn allocations_are_seen() {
    assert_eq!(allocations(|| drop(std::hint::black_box(vec![0_u8; 100]))), 2);
}

#[test]
fn estimators_allocate_only_when_they_are_made() {
    let x = signal();
    for config in estimators() {
        let mut estimator = Estimator::new(&config).unwrap();
        let (mut values, mut words) = (vec![0.0; x.len()], vec![0; estimator.n_words()]);
        let work = || {
            x.iter().for_each(|x| _ = estimator.update(*x));
            estimator.update(f64::NAN);
            estimator.run(&x, &mut values).unwrap();
            estimator.words(&mut words).unwrap();
            estimator.set_words(&words).unwrap();
            estimator.bursts();
            estimator.reset();
        };
        assert_eq!(allocations(work), 0, "{}", config.kind);
    }
}

#[test]
fn controllers_allocate_only_when_they_are_made() {
    let y = measures();
    for config in controllers() {
        let mut controller = Controller::new(&config).unwrap();
        let mut words = vec![0; controller.n_words()];
        let work = || {
            y.iter().enumerate().for_each(|(k, y)| _ = control(&mut controller, k, *y));
            controller.update(f64::NAN.into());
            controller.words(&mut words).unwrap();
            controller.set_words(&words).unwrap();
            controller.stimulus();
            controller.reset();
        };
        assert_eq!(allocations(work), 0, "{}", config.kind);
    }
}
