//! Handles: tokens that C holds, looked up without a lock and never dereferenced.
//!
//! A token (see [`super::token`]) names a slot of a table and one use of that slot, so a freed
//! handle, one of another kind and a pointer that never came from here are told apart without
//! touching what they "point" to. One word per slot says who is inside the object: entering is a
//! compare-and-swap, leaving a subtraction or, alone inside, a store; none waits or can be left locked by a fork.

use std::marker::PhantomData;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};

use super::borrow::{Exclusive, Shared};
use super::slots::FreeSlots;
use super::token::{Kind, Token, GENERATIONS, NEVER};
use crate::error::Error;

/// Objects of one kind that may live at once.
pub(super) const SLOTS: usize = 1 << 16;

/// An opaque type of the header.
pub(super) trait Handle: 'static {
    /// What its handles stand for.
    type Object: Send + Sync + 'static;
    /// Unique in the library.
    const KIND: Kind;
}

// The header word of a slot: its generation above two flags above a count of readers.
const READERS: u64 = 0xffff;
const WRITER: u64 = READERS; // a writer fills the count: no reader fits beside it
const LIVE: u64 = 1 << 16;
const POISONED: u64 = 1 << 17;
const GENERATION_AT: u32 = 32;

/// One place for an object, and who is inside it.
pub(super) struct Slot<O> {
    header: AtomicU64,
    pub(super) object: AtomicPtr<O>,
}

/// All objects of one kind. Zero bytes are an empty table: slots that were never used are never
/// touched, and cost no memory.
pub(super) struct Table<H: Handle, const N: usize = SLOTS> {
    free: FreeSlots<N>,
    slots: [Slot<H::Object>; N],
    handle: PhantomData<fn(H)>,
}

impl<H: Handle, const N: usize> Table<H, N> {
    pub(super) const fn new() -> Self {
        Self { free: FreeSlots::new(), slots: [const { Slot::empty() }; N], handle: PhantomData }
    }

    /// Takes an object in, and makes its handle.
    pub(super) fn insert(&self, name: &'static str, object: H::Object) -> Result<*mut H, Error> {
        let full = || Error::invalid(name, format!("cannot be made: {N} are alive; free some"));
        let slot = self.free.take().ok_or_else(full)?;
        let generation = self.slots[slot as usize].fill(Box::new(object));
        let value = Token { slot, generation }.pack(H::KIND);
        Ok(std::ptr::without_provenance_mut(value))
    }

    /// Enters an object to read it. Others may read it meanwhile; whoever changes it is told Busy.
    pub(super) fn share(
        &self,
        name: &'static str,
        handle: *const H,
    ) -> Result<Shared<'_, H::Object>, Error> {
        let (slot, token) = self.find(name, handle)?;
        slot.enter(name, token.generation, 1)?;
        Ok(Shared::inside(slot))
    }

    /// Enters an object alone.
    #[inline]
    pub(super) fn lock(
        &self,
        name: &'static str,
        handle: *mut H,
    ) -> Result<Exclusive<'_, H::Object>, Error> {
        let (slot, token) = self.find(name, handle)?;
        slot.enter(name, token.generation, WRITER)?;
        Ok(Exclusive::inside(slot))
    }

    /// Drops an object and ends its handle. NULL is fine.
    pub(super) fn free(&self, name: &'static str, handle: *mut H) -> Result<(), Error> {
        if handle.is_null() {
            return Ok(());
        }
        let (slot, token) = self.find(name, handle)?;
        let object = slot.empty_out(name, token.generation)?;
        if token.generation + 1 < GENERATIONS {
            self.free.give_back(token.slot);
        }
        drop(object);
        Ok(())
    }

    #[inline]
    fn find(&self, name: &'static str, h: *const H) -> Result<(&Slot<H::Object>, Token), Error> {
        let token = Token::unpack(name, h.addr(), H::KIND)?;
        match self.slots.get(token.slot as usize) {
            Some(slot) => Ok((slot, token)),
            None => Err(Error::InvalidHandle { name, why: NEVER }),
        }
    }
}

impl<O> Slot<O> {
    const fn empty() -> Self {
        Self { header: AtomicU64::new(0), object: AtomicPtr::new(std::ptr::null_mut()) }
    }

    /// Makes the slot live. Whoever calls has taken it from the free ones.
    fn fill(&self, object: Box<O>) -> u32 {
        self.object.store(Box::into_raw(object), Ordering::Relaxed);
        let header = self.header.fetch_or(LIVE, Ordering::Release); // publishes the pointer
        (header >> GENERATION_AT) as u32
    }

    /// Adds one reader, or the writer, unless the object is gone, poisoned or taken. Mostly nobody is inside, which
    /// one swap both sees and changes.
    #[inline]
    fn enter(&self, name: &'static str, generation: u32, who: u64) -> Result<(), Error> {
        let idle = u64::from(generation) << GENERATION_AT | LIVE;
        let (swap, lost) = (Ordering::Acquire, Ordering::Relaxed);
        match self.header.compare_exchange(idle, idle + who, swap, lost) {
            Ok(_) => Ok(()),
            Err(_) => self.enter_beside(name, generation, who),
        }
    }

    /// The same where somebody may be inside.
    #[cold]
    fn enter_beside(&self, name: &'static str, generation: u32, who: u64) -> Result<(), Error> {
        let enter =
            |header: u64| admit(name, header, generation, who).is_ok().then(|| header + who);
        let entered = self.header.fetch_update(Ordering::Acquire, Ordering::Relaxed, enter);
        entered.map(|_| ()).or_else(|header| admit(name, header, generation, who))
    }

    /// Ends one stay. A panic inside leaves the object to nobody but `_free`.
    #[inline]
    pub(super) fn leave(&self, reader: bool, panicked: bool) {
        if panicked {
            self.header.fetch_or(POISONED, Ordering::Relaxed);
        }
        if reader {
            self.header.fetch_sub(1, Ordering::Release);
        } else {
            // nobody else changes the header while a writer is inside
            let header = self.header.load(Ordering::Relaxed);
            self.header.store(header - WRITER, Ordering::Release);
        }
    }

    /// Takes the object out and begins the slot's next generation; poisoned objects too.
    fn empty_out(&self, name: &'static str, generation: u32) -> Result<Box<O>, Error> {
        let next = u64::from(generation + 1) << GENERATION_AT;
        let admit = |header: u64| admit(name, header & !POISONED, generation, WRITER);
        let end = |header: u64| admit(header).is_ok().then_some(next);
        let ended = self.header.fetch_update(Ordering::Acquire, Ordering::Relaxed, end);
        if let Err(header) = ended {
            admit(header)?;
        }
        let object = self.object.swap(std::ptr::null_mut(), Ordering::Relaxed);
        // SAFETY: `fill` made the pointer from a box, nobody is inside, and the swap of the header
        // made this call the one that ends the generation.
        Ok(unsafe { Box::from_raw(object) })
    }
}

/// Whether `who` may enter an object whose header is this, and if not, why.
fn admit(name: &'static str, header: u64, generation: u32, who: u64) -> Result<(), Error> {
    let invalid = |why| Err(Error::InvalidHandle { name, why });
    let now = (header >> GENERATION_AT) as u32;
    if now > generation {
        return invalid("it was freed");
    }
    if now < generation || header & LIVE == 0 {
        return invalid(NEVER);
    }
    if header & POISONED != 0 {
        return invalid("an earlier call panicked inside it; free it");
    }
    if (header & READERS) + who > WRITER {
        return Err(Error::Busy { name });
    }
    Ok(())
}

#[cfg(test)]
#[path = "handles_tests.rs"]
mod tests;
