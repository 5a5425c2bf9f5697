//! Texts of C: UTF-8 that ends in NUL, or has a length.

use std::ffi::c_char;
use std::ptr::null;

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

/// Names with the NUL that C expects, for configurations to point to as long as the library is loaded.
pub(super) struct Names<const N: usize>([[c_char; 16]; N]);

impl<const N: usize> Names<N> {
    /// Made by the compiler, which refuses a name that is too long.
    pub(super) const fn of(names: [&str; N]) -> Self {
        let mut texts = [[0; 16]; N];
        let mut name = 0;
        while name < N {
            let (bytes, mut at) = (names[name].as_bytes(), 0);
            assert!(bytes.len() < 16, "a NUL belongs behind it");
            while at < bytes.len() {
                texts[name][at] = bytes[at] as c_char;
                at += 1;
            }
            name += 1;
        }
        Self(texts)
    }

    /// Where one of these names stands; NULL for any other.
    pub(super) fn find(&'static self, name: &str) -> *const c_char {
        let ended = || name.bytes().chain([0]);
        let is_it =
            |text: &&[c_char; 16]| text.iter().map(|c| *c as u8).zip(ended()).all(|(a, b)| a == b);
        self.0.iter().find(is_it).map_or(null(), |text| text.as_ptr())
    }
}

#[cfg(test)]
#[path = "texts_tests.rs"]
mod tests;
