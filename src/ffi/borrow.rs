//! Stays inside an object: they end when they are dropped, in a panic too.

use std::ops::{Deref, DerefMut};
use std::sync::atomic::Ordering;
use std::thread::panicking;

use super::handles::Slot;

/// The right to read an object, beside others.
pub(super) struct Shared<'table, O> {
    slot: &'table Slot<O>,
    panicking_before: bool,
}

/// The right to change an object, alone.
pub(super) struct Exclusive<'table, O> {
    slot: &'table Slot<O>,
    panicking_before: bool,
}

impl<'table, O> Shared<'table, O> {
    /// The slot has admitted a reader.
    pub(super) fn inside(slot: &'table Slot<O>) -> Self {
        Self { slot, panicking_before: panicking() }
    }
}

impl<'table, O> Exclusive<'table, O> {
    /// The slot has admitted a writer.
    pub(super) fn inside(slot: &'table Slot<O>) -> Self {
        Self { slot, panicking_before: panicking() }
    }
}

impl<O> Drop for Shared<'_, O> {
    fn drop(&mut self) {
        self.slot.leave(true, panicking() && !self.panicking_before);
    }
}

impl<O> Drop for Exclusive<'_, O> {
    fn drop(&mut self) {
        self.slot.leave(false, panicking() && !self.panicking_before);
    }
}

impl<O> Deref for Shared<'_, O> {
    type Target = O;
    fn deref(&self) -> &O {
        // SAFETY: the slot is live while a reader is inside, and no writer is.
        unsafe { &*self.slot.object.load(Ordering::Relaxed) }
    }
}

impl<O> Deref for Exclusive<'_, O> {
    type Target = O;
    fn deref(&self) -> &O {
        // SAFETY: the slot is live while its writer is inside, and nobody else is.
        unsafe { &*self.slot.object.load(Ordering::Relaxed) }
    }
}

impl<O> DerefMut for Exclusive<'_, O> {
    fn deref_mut(&mut self) -> &mut O {
        // SAFETY: the slot is live while its writer is inside, nobody else is, and `self` is unique.
        unsafe { &mut *self.slot.object.load(Ordering::Relaxed) }
    }
}
