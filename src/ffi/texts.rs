//! Texts of C: UTF-8 that ends in NUL, or has a length.

use std::ffi::c_char;

use super::pointers::{required, slice, write_array, Out};
use crate::error::Error;

/// Longest name or path that is looked for, in bytes; a text without a NUL is not read beyond it.
const LONGEST_NAME: usize = 1023;

/// A name or a path: UTF-8 that ends in NUL.
///
/// # Safety
/// `start` is NULL, or readable up to its first NUL or for 1024 bytes, whichever is less, until the
/// exported function returns.
pub(super) unsafe fn text<'call>(
    name: &'static str,
    start: *const c_char,
) -> Result<&'call str, Error> {
    required(name, start)?;
    // SAFETY: byte after byte, never past the first NUL nor past 1024 bytes.
    let end = (0..=LONGEST_NAME).find(|&at| unsafe { start.add(at).read() } == 0);
    let len = end.ok_or_else(|| {
        Error::invalid(
            name,
            format!("does not end within {LONGEST_NAME} bytes; is its NUL missing?"),
        )
    })?;
    // SAFETY: these bytes have just been read.
    unsafe { text_of(name, start, len) }
}

/// A name that the caller may do without, by passing NULL.
///
/// # Safety
/// As for [`text`].
pub(super) unsafe fn optional_text<'call>(
    name: &'static str,
    start: *const c_char,
) -> Result<Option<&'call str>, Error> {
    if start.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller's promise is the same.
    unsafe { text(name, start) }.map(Some)
}

/// A text of `len` bytes of UTF-8, with or without a NUL behind them.
///
/// # Safety
/// `start` is NULL, or readable for `len` bytes until the exported function returns.
pub(super) unsafe fn text_of<'call>(
    name: &'static str,
    start: *const c_char,
    len: usize,
) -> Result<&'call str, Error> {
    required(name, start)?;
    // SAFETY: the caller's promise is the same.
    let bytes = unsafe { slice(name, start.cast::<u8>(), len) }?;
    std::str::from_utf8(bytes)
        .map_err(|why| Error::invalid(name, format!("is not UTF-8 at byte {}", why.valid_up_to())))
}

/// Copies `text` and a NUL into the caller's buffer, and says how many bytes that takes.
///
/// NULL with a length of 0 asks only for the size.
///
/// # Safety
/// As for [`buffer`].
pub(super) unsafe fn write_text(
    name: &'static str,
    start: *mut c_char,
    len: usize,
    needed: Option<Out<usize>>,
    text: &str,
) -> Result<(), Error> {
    let bytes: Vec<u8> = text.bytes().chain([0]).collect();
    // SAFETY: the caller's promise is the same.
    unsafe { write_array(name, start.cast::<u8>(), len, needed, bytes.into_iter()) }
}

/// One name per line.
pub(super) fn lines<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.flat_map(|name| [name, "\n"]).collect()
}

#[cfg(test)]
#[path = "texts_tests.rs"]
mod tests;
