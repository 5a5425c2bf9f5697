//! Handles that were given out, and those that a caller passes for one.

use std::ptr::{null_mut, without_provenance_mut};

use subthal::ffi::subthal_status;

use super::super::Bytes;

/// Handles of a kind as they were given out, and whether each was freed.
pub struct Handles<H>(Vec<(*mut H, bool)>);

impl<H> Handles<H> {
    pub fn new() -> Self {
        Self(Vec::new())
    }

    pub fn add(&mut self, handle: *mut H) {
        self.0.push((handle, false));
    }

    pub fn n_alive(&self) -> usize {
        self.0.iter().filter(|(_, freed)| !freed).count()
    }

    pub fn note_freed(&mut self, handle: *mut H) {
        let given = self.0.iter_mut().find(|(given, freed)| *given == handle && !freed);
        let (_, freed) = given.expect("only a handle that was given out is freed");
        *freed = true;
    }

    /// Frees what is alive; what was freed is not freed again.
    pub fn free_all(&mut self, free: extern "C" fn(*mut H) -> subthal_status) {
        for (handle, freed) in self.0.drain(..) {
            assert_eq!(free(handle) == subthal_status::Ok, !freed);
        }
    }

    /// The first that was given out, or NULL.
    pub fn first(&self) -> *mut H {
        self.given(0)
    }

    fn given(&self, at: usize) -> *mut H {
        self.0.get(at).map_or(null_mut(), |(handle, _)| *handle)
    }

    /// One of those that were given out, freed or not; or NULL, one of another kind, or any word.
    pub fn pick(&self, other: *mut H, bytes: &mut Bytes<'_>) -> *mut H {
        match bytes.byte() {
            252 => null_mut(),
            253 => other,
            254 => self.given(0).wrapping_byte_add(1 + bytes.below(64)),
            255 => without_provenance_mut(bytes.word() as usize),
            choice => self.given(usize::from(choice) % self.0.len().max(1)),
        }
    }
}
