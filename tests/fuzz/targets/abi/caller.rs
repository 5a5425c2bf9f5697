//! A caller whose arguments come from an input: most of them sensible, some hostile.
//!
//! What the library cannot check is not asked of it: a pointer that is neither NULL nor misaligned leads to
//! as much memory as is said, unless more is said than any object can have.

use std::ffi::{c_char, CStr};
use std::ptr::{null, null_mut};

use subthal::ffi::*;

use super::super::Bytes;
use super::handles::Handles;
use super::memory::{Arrays, Places};
use super::words::*;

/// More bytes than any object has.
const NO_OBJECT: usize = isize::MAX as usize;

/// How many elements all of these arrays have: those of the shortest, or more than any can.
pub fn shared_len<const N: usize>(lens: [usize; N]) -> usize {
    let [shortest, longest] = [lens.iter().min(), lens.iter().max()].map(|n| *n.unwrap_or(&0));
    if longest > NO_OBJECT / 16 {
        longest
    } else {
        shortest
    }
}

/// Calls a function with these arguments, made one after another; whether it succeeded.
macro_rules! call {
    ($caller:ident, $function:expr, $($name:ident = $value:expr),*) => {{
        let function = $function;
        $(
            #[allow(clippy::redundant_locals)] // some are made before
            let $name = $value;
        )*
        // SAFETY: every pointer is what the function's contract asks for, or is seen not to be.
        let status = unsafe { function($($name),*) };
        $caller.came_to(status)
    }};
}
pub(super) use call;

/// One caller, for one input.
pub struct Caller<'a> {
    pub bytes: Bytes<'a>,
    pub nets: Handles<subthal_network>,
    pub sims: Handles<subthal_simulator>,
    pub ests: Handles<subthal_estimator>,
    pub ctls: Handles<subthal_controller>,
    pub loops: Handles<subthal_loop>,
    pub places: &'a mut Places,
    pub arrays: &'a mut Arrays,
    /// The last snapshot, log or state that was saved.
    pub kept: Vec<u8>,
}

impl<'a> Caller<'a> {
    pub fn new(bytes: Bytes<'a>, places: &'a mut Places, arrays: &'a mut Arrays) -> Self {
        let (nets, sims, kept) = (Handles::new(), Handles::new(), Vec::new());
        let (ests, ctls, loops) = (Handles::new(), Handles::new(), Handles::new());
        Self { bytes, nets, sims, ests, ctls, loops, places, arrays, kept }
    }

    /// What every call must come to: a status that is no panic, a sentence if it failed, and nothing written
    /// then. Says whether it succeeded.
    pub fn came_to(&mut self, status: subthal_status) -> bool {
        use subthal_status::{Cancelled, Diverged, Ok, Panic};
        assert_ne!(status, Panic, "a panic");
        // SAFETY: the pointer is never NULL and its buffer ends in NUL.
        let said = unsafe { subthal_last_error().read() } != 0;
        assert!(status == Ok || said, "a failure without a sentence");
        self.places.check(matches!(status, Ok | Diverged | Cancelled));
        self.arrays.clear();
        status == Ok
    }

    /// There was no call.
    pub fn came_to_nothing(&mut self) {
        self.places.check(false);
        self.arrays.clear();
    }

    pub fn net(&mut self) -> *mut subthal_network {
        let other = self.sims.first().cast();
        self.nets.pick(other, &mut self.bytes)
    }

    pub fn sim(&mut self) -> *mut subthal_simulator {
        let other = self.nets.first().cast();
        self.sims.pick(other, &mut self.bytes)
    }

    pub fn est(&mut self) -> *mut subthal_estimator {
        let other = self.ctls.first().cast();
        self.ests.pick(other, &mut self.bytes)
    }

    pub fn ctl(&mut self) -> *mut subthal_controller {
        let other = self.ests.first().cast();
        self.ctls.pick(other, &mut self.bytes)
    }

    pub fn closed(&mut self) -> *mut subthal_loop {
        let other = self.ctls.first().cast();
        self.loops.pick(other, &mut self.bytes)
    }

    /// One of these texts, or none of them.
    pub fn text(&mut self, sensible: &[&CStr]) -> *const c_char {
        match self.bytes.byte() {
            250 => null(),
            251 => ENDLESS.as_ptr().cast(),
            252 => self.bytes.of(&BAD).as_ptr(),
            253 => self.bytes.of(&PATHS).as_ptr(),
            254 => self.bytes.of(&NAMES).as_ptr(),
            255 => self.spelled(),
            choice => sensible[usize::from(choice) % sensible.len()].as_ptr(),
        }
    }

    /// A text letter by letter.
    fn spelled(&mut self) -> *const c_char {
        let letters = [(); 6].map(|()| self.bytes.byte());
        self.arrays.array(letters.into_iter().chain([0])).cast()
    }

    pub fn number(&mut self) -> f64 {
        let choice = usize::from(self.bytes.byte());
        NUMBERS.get(choice % 32).copied().unwrap_or_else(|| f64::from_bits(self.bytes.word()))
    }

    /// One of these fields in four is any number.
    pub fn some_hostile<const N: usize>(&mut self, fields: [&mut f64; N]) {
        for field in fields {
            if self.bytes.below(4) == 0 {
                *field = self.number();
            }
        }
    }

    /// An index or an id.
    pub fn index(&mut self) -> usize {
        match self.bytes.byte() {
            choice @ ..250 => usize::from(choice) % 70,
            _ => self.count() as usize,
        }
    }

    pub fn count(&mut self) -> u64 {
        self.bytes.of(&COUNTS)
    }

    /// A switch, or a field that must be zero.
    pub fn flag(&mut self) -> i32 {
        self.bytes.of(&[0, 1, 0, 1, 0, 1, 2, -1])
    }

    /// Where an answer goes.
    pub fn out<T>(&mut self) -> *mut T {
        match self.bytes.byte() {
            254 => null_mut(),
            255 => self.places.place::<T>(2).wrapping_byte_add(1),
            _ => self.places.place(1),
        }
    }

    /// Where many answers go, and how many.
    pub fn buffer<T>(&mut self) -> (*mut T, usize) {
        let n = self.bytes.of(&[0, 1, 2, 3, 4, 8, 40, 64]);
        let n = if size_of::<T>() == 1 { 64 * n } else { n }; // of a text
        match self.bytes.byte() {
            251 => (null_mut(), 0),
            252 => (null_mut(), n),
            253 => (self.places.place(1), usize::MAX),
            254 => (self.places.place(1), NO_OBJECT / size_of::<T>() + 1),
            255 if align_of::<T>() > 1 => (self.places.place::<T>(n + 1).wrapping_byte_add(1), n),
            _ => (self.places.place(n), n),
        }
    }

    /// An array that is read.
    pub fn array<T>(&mut self, mut value: impl FnMut(&mut Self) -> T) -> (*const T, usize) {
        let n = self.bytes.below(9);
        let values: Vec<T> = (0..n + 1).map(|_| value(self)).collect();
        let start = self.arrays.array(values);
        match self.bytes.byte() {
            251 => (null(), 0),
            252 => (null(), n),
            253 => (start, usize::MAX),
            254 => (start, NO_OBJECT / size_of::<T>() + 1),
            255 if align_of::<T>() > 1 => (start.wrapping_byte_add(1), n),
            _ => (start, n),
        }
    }

    /// A struct as its caller has filled it: of its size, or of another; or none.
    pub fn given<T>(&mut self, value: T) -> *const T {
        let size = match self.bytes.byte() {
            250 => return null(),
            251 => 0,
            252 => size_of::<T>() - 8,
            253 => size_of::<T>() + 16,
            254 => (1 << 16) + 8,
            255 => usize::MAX,
            _ => size_of::<T>(),
        };
        let tail = [u64::from(self.bytes.byte() / 128), 0];
        let place = self.arrays.array([(value, tail)]);
        // SAFETY: every struct here begins with its size.
        unsafe { place.cast_mut().cast::<usize>().write(size) };
        place.cast()
    }

    /// Where a struct goes, and its size as the caller knows it.
    pub fn taken<T>(&mut self) -> (*mut T, usize) {
        let place: *mut T = self.places.place::<(T, [u64; 2])>(1).cast();
        match self.bytes.byte() {
            249 => (null_mut(), size_of::<T>()),
            250 => (place.wrapping_byte_add(1), size_of::<T>()),
            251 => (place, 0),
            252 => (place, size_of::<T>() - 8),
            253 => (place, size_of::<T>() + 16),
            254 => (place, (1 << 16) + 1),
            255 => (place, usize::MAX),
            _ => (place, size_of::<T>()),
        }
    }
}

/// Fills a struct by its default function.
pub fn filled<T>(fill: unsafe extern "C" fn(*mut T, usize) -> subthal_status) -> T {
    // SAFETY: the place is as large as is said.
    filled_by(|place, size| unsafe { fill(place, size) })
}

/// The same, by one that asks for more.
pub fn filled_by<T>(fill: impl FnOnce(*mut T, usize) -> subthal_status) -> T {
    // SAFETY: any bytes make one of these structs.
    let mut value = unsafe { std::mem::zeroed() };
    assert_eq!(fill(&mut value, size_of::<T>()), subthal_status::Ok);
    value
}
