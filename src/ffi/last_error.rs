//! The sentence of the last failure, one per thread.
//!
//! A fixed buffer: remembering neither allocates nor registers a destructor with the thread, so a
//! failure inside a real-time loop costs a copy, and the library may be unloaded afterwards.

use std::cell::UnsafeCell;
use std::ffi::c_char;
use std::fmt::{self, Write};

/// Bytes that a sentence may take, its NUL included. Longer ones are cut between characters.
const CAPACITY: usize = 1024;

thread_local! {
    static LAST: UnsafeCell<[u8; CAPACITY]> = const { UnsafeCell::new([0; CAPACITY]) };
}

/// Returns the sentence that explains the calling thread's last failing call, in UTF-8.
///
/// Never NULL; "" before the first failure. Calls that succeed leave it as it is. The pointer
/// belongs to the library and stays valid until the same thread's next failing call, or its end.
#[no_mangle]
pub extern "C" fn subthal_last_error() -> *const c_char {
    LAST.with(|last| last.get().cast_const().cast())
}

/// Replaces the thread's sentence.
pub(super) fn remember(sentence: &dyn fmt::Display) {
    LAST.with(|last| {
        // SAFETY: the cell is this thread's, and no reference to it outlives this closure: C holds
        // a pointer, and `Display` of an error does not call back into the library.
        let bytes = unsafe { &mut *last.get() };
        write_cut(bytes, sentence);
    });
}

/// Writes a sentence and a NUL into bytes, one at least; what does not fit is cut between characters.
pub(super) fn write_cut(bytes: &mut [u8], sentence: &dyn fmt::Display) {
    let mut cut = Cut { bytes, used: 0 };
    let _ = write!(cut, "{sentence}"); // an error only says that the sentence was cut
    let used = cut.used;
    cut.bytes[used] = 0;
}

/// Keeps what fits, whole characters only.
struct Cut<'a> {
    bytes: &'a mut [u8],
    used: usize,
}

impl Write for Cut<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = self.bytes.len() - 1 - self.used;
        let kept = text.floor_char_boundary(room);
        self.bytes[self.used..self.used + kept].copy_from_slice(&text.as_bytes()[..kept]);
        self.used += kept;
        if kept < text.len() {
            return Err(fmt::Error);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::CStr;

    fn last() -> String {
        // SAFETY: the pointer is never NULL and its buffer ends in NUL.
        let text = unsafe { CStr::from_ptr(subthal_last_error()) };
        text.to_str().expect("sentences are UTF-8").into()
    }

    #[test]
    fn each_thread_has_its_own_sentence() {
        assert_eq!(last(), "");
        remember(&"mine");
        std::thread::spawn(|| {
            assert_eq!(last(), "");
            remember(&"theirs");
        })
        .join()
        .unwrap();
        assert_eq!(last(), "mine");
    }

    #[test]
    fn long_sentences_are_cut_between_characters() {
        remember(&"\u{b5}".repeat(CAPACITY));
        assert_eq!(last(), "\u{b5}".repeat((CAPACITY - 1) / 2));
        remember(&"short");
        assert_eq!(last(), "short");
    }
}
