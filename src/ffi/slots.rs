//! Which slots of a table are free: a stack without a lock, over slots that were never used.
//!
//! Each word is read and changed whole, so that a fork at any moment leaves a stack that works; at
//! worst the slot that another thread was taking is lost to the child.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

/// Free slots of `0..N`.
pub(super) struct FreeSlots<const N: usize> {
    /// How many slots have ever been given out.
    used: AtomicU32,
    /// Below: the top slot + 1, or 0 when the stack is empty. Above: changes so far, so that a top
    /// that left and came back is not taken for one that stayed.
    top: AtomicU64,
    /// Of each slot on the stack, the next one below + 1.
    below: [AtomicU32; N],
}

impl<const N: usize> FreeSlots<N> {
    pub(super) const fn new() -> Self {
        Self {
            used: AtomicU32::new(0),
            top: AtomicU64::new(0),
            below: [const { AtomicU32::new(0) }; N],
        }
    }

    /// A slot that is nobody else's; none when all are taken.
    pub(super) fn take(&self) -> Option<u32> {
        let below = |top: u64| {
            let slot = (top as u32).checked_sub(1)?;
            let below = self.below[slot as usize].load(Ordering::Relaxed);
            Some(changed(top, below))
        };
        match self.top.fetch_update(Ordering::Acquire, Ordering::Acquire, below) {
            Ok(top) => Some(top as u32 - 1),
            Err(_) => self.take_unused(),
        }
    }

    fn take_unused(&self) -> Option<u32> {
        let next = |used: u32| ((used as usize) < N).then(|| used + 1);
        self.used.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next).ok()
    }

    /// Gives a slot back.
    pub(super) fn give_back(&self, slot: u32) {
        let push = |top: u64| {
            self.below[slot as usize].store(top as u32, Ordering::Relaxed);
            Some(changed(top, slot + 1))
        };
        let pushed = self.top.fetch_update(Ordering::Release, Ordering::Relaxed, push);
        debug_assert!(pushed.is_ok(), "a push always has a next top");
    }
}

/// The word that follows `top` when `slot_plus_one` becomes the top slot.
fn changed(top: u64, slot_plus_one: u32) -> u64 {
    ((top >> 32) + 1) << 32 | u64::from(slot_plus_one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_slot_is_given_out_once() {
        let free = FreeSlots::<4>::new();
        let mut taken: Vec<u32> = std::iter::from_fn(|| free.take()).collect();
        taken.sort_unstable();
        assert_eq!(taken, [0, 1, 2, 3]);
        free.give_back(2);
        assert_eq!(free.take(), Some(2));
        assert_eq!(free.take(), None);
    }

    #[test]
    fn threads_never_share_a_slot() {
        static FREE: FreeSlots<8> = FreeSlots::new();
        static OWNERS: [AtomicU32; 8] = [const { AtomicU32::new(0) }; 8];
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..20_000 {
                        let Some(slot) = FREE.take() else { continue };
                        let owners = &OWNERS[slot as usize];
                        assert_eq!(owners.fetch_add(1, Ordering::SeqCst), 0);
                        owners.fetch_sub(1, Ordering::SeqCst);
                        FREE.give_back(slot);
                    }
                });
            }
        });
        assert_eq!(std::iter::from_fn(|| FREE.take()).count(), 8);
    }
}
