//! Structs that cross the boundary and may grow: each begins with its own size.
//!
//! A caller who was compiled with an older header passes fewer bytes: the rest takes its default. A
//! newer one passes more, which is fine as long as what this library does not know is zero.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use super::pointers::required;
use crate::error::Error;

/// No struct of ours will be larger; whatever is, was never filled.
const LARGEST: usize = 1 << 16;

/// A struct that begins with `struct_size`.
///
/// # Safety
/// `repr(C)`, the first field is `struct_size: usize`, and every bit pattern of every field is a
/// value (so: numbers, raw pointers, arrays of them).
pub(super) unsafe trait Growing: Copy {
    /// Bytes of the first version that was published.
    const SMALLEST: usize;
    /// What a field has that the caller's version lacks.
    fn defaults() -> Self;
}

/// Reads a struct that the caller has filled.
///
/// Inlined, since a struct that is handed on waits for its fields to reach memory.
///
/// # Safety
/// `place` is NULL, misaligned, or readable for one `usize` and for as many bytes as that says.
#[inline(always)]
pub(super) unsafe fn read_struct<S: Growing>(
    name: &'static str,
    place: *const S,
) -> Result<S, Error> {
    required(name, place)?;
    // SAFETY: not NULL, aligned; the first field is its size.
    let size = unsafe { place.cast::<usize>().read() };
    if size == size_of::<S>() {
        // SAFETY: the caller vouches for `size` bytes.
        return Ok(unsafe { read_by_words(place) });
    }
    // SAFETY: the caller's promise is the same.
    unsafe { read_other_version(name, place, size) }
}

/// Reads a struct word by word, mostly as its fields were written: a wider load of fields that the caller has just set would
/// wait until all of them have reached the cache.
///
/// # Safety
/// `place` is aligned, and readable for an `S`.
#[inline(always)]
unsafe fn read_by_words<S: Growing>(place: *const S) -> S {
    type Word = MaybeUninit<usize>; // there may be padding
    const { assert!(size_of::<S>().is_multiple_of(size_of::<Word>())) };
    let mut read = MaybeUninit::<S>::uninit();
    let (from, to) = (place.cast::<Word>(), read.as_mut_ptr().cast::<Word>());
    let mut word = 0;
    while word < size_of::<S>() / size_of::<Word>() {
        // SAFETY: within an `S` both; its first field is a `usize`, so words are aligned.
        unsafe { to.add(word).write(from.add(word).read_volatile()) };
        word += 1;
    }
    // SAFETY: all of it is written, and any bytes make an `S`.
    unsafe { read.assume_init() }
}

/// Reads a struct of the size that an older or a newer header gives it.
///
/// # Safety
/// `place` is aligned, and readable for `size` bytes if these are not more than [`LARGEST`].
#[cold]
unsafe fn read_other_version<S: Growing>(
    name: &'static str,
    place: *const S,
    size: usize,
) -> Result<S, Error> {
    if !(S::SMALLEST..=LARGEST).contains(&size) {
        let why = format!("has struct_size {size}: fill it with its _default function first");
        return Err(Error::invalid(name, why));
    }
    let known = size.min(size_of::<S>());
    // SAFETY: the caller vouches for `size` bytes.
    let unknown =
        unsafe { std::slice::from_raw_parts(place.cast::<u8>().add(known), size - known) };
    if unknown.iter().any(|&byte| byte != 0) {
        return Err(Error::invalid(name, "uses a field that this older library does not know"));
    }
    let mut read = S::defaults();
    // SAFETY: `known` bytes are readable there and writable here, and any bytes make an `S`.
    unsafe {
        std::ptr::copy_nonoverlapping(place.cast::<u8>(), (&raw mut read).cast::<u8>(), known);
    }
    Ok(read)
}

/// A text inside a struct, padded with NULs; at least one.
pub(super) fn fixed<const N: usize>(name: &'static str, text: &str) -> Result<[c_char; N], Error> {
    if text.len() >= N {
        return Err(Error::BufferTooSmall { name, needed: text.len() + 1, given: N });
    }
    let mut bytes = [0; N];
    bytes.iter_mut().zip(text.bytes()).for_each(|(to, from)| *to = from as c_char);
    Ok(bytes)
}

/// A yes or no.
pub(super) fn switch(name: &'static str, value: i32) -> Result<bool, Error> {
    match value {
        0 => Ok(false),
        1 => Ok(true),
        other => Err(Error::invalid(name, format!("is {other}; 0 is no, 1 is yes"))),
    }
}

/// A field without a meaning yet, kept zero so that it can get one.
pub(super) fn reserved(name: &'static str, value: i32) -> Result<(), Error> {
    if value == 0 {
        return Ok(());
    }
    Err(Error::invalid(name, format!("is {value}; it has no meaning yet and must be 0")))
}

/// A struct in the caller's memory, for an answer that is still to come; written once, on success.
pub(super) struct StructOut<S> {
    place: *mut S,
    struct_size: usize,
}

impl<S: Growing> StructOut<S> {
    /// Writes as much of `value` as the caller's version of the struct has, and its size.
    pub(super) fn set(self, value: S) {
        let Self { place, struct_size } = self;
        let known = struct_size.min(size_of::<S>());
        let from = (&raw const value).cast::<u8>();
        // SAFETY: whoever made `self` vouched for `struct_size` bytes, of which `known` are in `value`.
        unsafe {
            std::ptr::copy_nonoverlapping(from, place.cast::<u8>(), known);
            place.cast::<u8>().add(known).write_bytes(0, struct_size - known);
            place.cast::<usize>().write(struct_size);
        }
    }
}

/// A required struct for an answer.
///
/// # Safety
/// `place` is NULL, misaligned, or writable for `struct_size` bytes until the exported function returns.
pub(super) unsafe fn struct_out<S: Growing>(
    name: &'static str,
    place: *mut S,
    struct_size: usize,
) -> Result<StructOut<S>, Error> {
    required(name, place)?;
    if !(S::SMALLEST..=LARGEST).contains(&struct_size) {
        let why = format!("is {struct_size}; pass sizeof *{name}");
        return Err(Error::invalid("struct_size", why));
    }
    Ok(StructOut { place, struct_size })
}

/// [`struct_out`] for an answer that is there already.
///
/// # Safety
/// As for [`struct_out`].
pub(super) unsafe fn write_struct<S: Growing>(
    name: &'static str,
    place: *mut S,
    struct_size: usize,
    value: S,
) -> Result<(), Error> {
    // SAFETY: the caller's promise is the same.
    unsafe { struct_out(name, place, struct_size) }?.set(value);
    Ok(())
}

#[cfg(test)]
#[path = "structs_tests.rs"]
mod tests;
