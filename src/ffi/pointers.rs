//! From pointers to references and slices: the one place, with [`super::texts`] for strings.
//!
//! What can be checked of a pointer is checked here: NULL, alignment, a length in bytes that no
//! object can have. That it points to memory at all is the caller's word.

use std::hint::black_box;
use std::sync::atomic::AtomicI32;

use crate::error::Error;

/// Numbers and structs of numbers that C and Rust lay out alike.
///
/// # Safety
/// Every bit pattern is a value.
pub(super) unsafe trait Plain: Copy {}
// SAFETY: integers and floats have no invalid bit patterns.
unsafe impl Plain for f64 {}
// SAFETY: as above.
unsafe impl Plain for u64 {}
// SAFETY: as above.
unsafe impl Plain for u32 {}
// SAFETY: as above.
unsafe impl Plain for i32 {}
// SAFETY: as above.
unsafe impl Plain for u8 {}
// SAFETY: as above.
unsafe impl Plain for usize {}

/// A place in the caller's memory for one answer; written once, on success.
pub(super) struct Out<T>(*mut T);

impl<T> Out<T> {
    /// Writes the answer.
    pub(super) fn set(self, value: T) {
        // SAFETY: whoever made `self` vouched that the place is writable during this call.
        unsafe { self.0.write(value) }
    }
}

/// A required place for an answer.
///
/// # Safety
/// `place` is NULL, misaligned, or writable for one `T` until the exported function returns.
pub(super) unsafe fn out<T>(name: &'static str, place: *mut T) -> Result<Out<T>, Error> {
    required(name, place)?;
    Ok(Out(place))
}

/// A place for an answer that the caller may do without, by passing NULL.
///
/// # Safety
/// As for [`out`].
pub(super) unsafe fn optional_out<T>(
    name: &'static str,
    place: *mut T,
) -> Result<Option<Out<T>>, Error> {
    if place.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller's promise is the same.
    unsafe { out(name, place) }.map(Some)
}

/// An array that is read. NULL is the empty array if `len` is 0, else an error.
///
/// # Safety
/// `start` is NULL, misaligned, or readable for `len` elements until the exported function
/// returns, and nobody writes there meanwhile.
#[inline]
pub(super) unsafe fn slice<'call, T: Plain>(
    name: &'static str,
    start: *const T,
    len: usize,
) -> Result<&'call [T], Error> {
    if len == 0 {
        return Ok(&[]);
    }
    countable::<T>(name, len)?;
    required(name, start)?;
    // SAFETY: not NULL, aligned, countable; the rest is the caller's promise.
    Ok(unsafe { std::slice::from_raw_parts(black_box(start), len) })
}

/// An array that is written: its first `needed` elements. Short is an error; NULL is short.
///
/// Nothing is written here, so that a call that fails later leaves the caller's memory alone. It may
/// come from malloc: `black_box` makes the compiler take its bytes as written by someone else.
///
/// # Safety
/// `start` is NULL, misaligned, or readable and writable for `len` elements until the exported
/// function returns, and nobody else uses them meanwhile.
#[inline]
pub(super) unsafe fn buffer<'call, T: Plain>(
    name: &'static str,
    start: *mut T,
    len: usize,
    needed: usize,
) -> Result<&'call mut [T], Error> {
    countable::<T>(name, len)?;
    if len > 0 {
        required(name, start)?;
    }
    if len < needed {
        return Err(Error::BufferTooSmall { name, needed, given: len });
    }
    if needed == 0 {
        return Ok(&mut []);
    }
    // SAFETY: not NULL, aligned, countable, long enough; the rest is the caller's promise.
    Ok(unsafe { std::slice::from_raw_parts_mut(black_box(start), needed) })
}

/// As [`buffer`], for an array that the caller may do without, by passing NULL: it is empty then.
///
/// # Safety
/// As for [`buffer`].
pub(super) unsafe fn optional_buffer<'call, T: Plain>(
    name: &'static str,
    start: *mut T,
    len: usize,
    needed: usize,
) -> Result<&'call mut [T], Error> {
    if start.is_null() {
        return Ok(&mut []);
    }
    // SAFETY: the caller's promise is the same.
    unsafe { buffer(name, start, len, needed) }
}

/// A word that other threads may write during the call, and that the caller may do without.
///
/// # Safety
/// `place` is NULL, misaligned, or readable for one `i32` until the exported function returns, and
/// written by atomic stores only.
#[inline]
pub(super) unsafe fn optional_flag<'call>(
    name: &'static str,
    place: *const i32,
) -> Result<Option<&'call AtomicI32>, Error> {
    if place.is_null() {
        return Ok(None);
    }
    required(name, place)?;
    // SAFETY: not NULL, aligned; it is only read here. The rest is the caller's promise.
    Ok(Some(unsafe { AtomicI32::from_ptr(place.cast_mut()) }))
}

/// Copies `values` into the caller's array, and says how many they are.
///
/// NULL with a length of 0 asks only for the number.
///
/// # Safety
/// As for [`buffer`].
pub(super) unsafe fn write_array<T: Plain>(
    name: &'static str,
    start: *mut T,
    len: usize,
    needed: Option<Out<usize>>,
    values: impl ExactSizeIterator<Item = T>,
) -> Result<(), Error> {
    let n_values = values.len();
    if !(start.is_null() && len == 0) {
        // SAFETY: the caller's promise is the same.
        let places = unsafe { buffer(name, start, len, n_values) }?;
        places.iter_mut().zip(values).for_each(|(place, value)| *place = value);
    }
    if let Some(needed) = needed {
        needed.set(n_values);
    }
    Ok(())
}

/// Two arrays of one call may not share memory when one of them is written.
#[inline(always)] // as a call it waits for its arguments to reach memory, three times a run
pub(super) fn disjoint<A, B>(
    (a_name, a): (&'static str, &[A]),
    (b_name, b): (&'static str, &[B]),
) -> Result<(), Error> {
    let (a, b) = (a.as_ptr_range(), b.as_ptr_range());
    let apart = a.end.addr() <= b.start.addr() || b.end.addr() <= a.start.addr();
    let empty = a.is_empty() || b.is_empty();
    if apart || empty {
        return Ok(());
    }
    Err(overlapping(a_name, b_name))
}

#[cold]
fn overlapping(a_name: &'static str, b_name: &'static str) -> Error {
    Error::invalid(a_name, format!("overlaps {b_name}"))
}

/// Neither NULL nor misaligned.
#[inline(always)]
pub(super) fn required<T>(name: &'static str, start: *const T) -> Result<(), Error> {
    if start.is_null() || !start.is_aligned() {
        return Err(unusable(name, start));
    }
    Ok(())
}

#[cold]
fn unusable<T>(name: &'static str, start: *const T) -> Error {
    if start.is_null() {
        return Error::NullArgument { name };
    }
    Error::invalid(name, format!("is not aligned to {} bytes", align_of::<T>()))
}

/// No object is larger than `isize::MAX` bytes.
#[inline(always)]
fn countable<T>(name: &'static str, len: usize) -> Result<(), Error> {
    if len <= isize::MAX as usize / size_of::<T>() {
        return Ok(());
    }
    Err(uncountable::<T>(name, len))
}

#[cold]
fn uncountable<T>(name: &'static str, len: usize) -> Error {
    let bytes = (len as u64).saturating_mul(size_of::<T>() as u64);
    Error::TooLarge { what: format!("{name} of {len} elements"), bytes, limit: isize::MAX as u64 }
}

#[cfg(test)]
#[path = "pointers_tests.rs"]
mod tests;
