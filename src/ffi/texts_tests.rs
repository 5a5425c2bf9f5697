//! A text that is wrong is an error, and one that does not fit is not begun.

use std::ptr::{null, null_mut};

use super::super::pointers::optional_out;
use super::*;

fn sentence<T>(result: Result<T, Error>) -> String {
    result.err().expect("an error").to_string()
}

#[test]
fn null_is_an_error() {
    // SAFETY: NULL is allowed everywhere.
    unsafe {
        assert_eq!(sentence(text("path", null())), "path is NULL");
        assert_eq!(sentence(text_of("text", null(), 0)), "text is NULL");
        assert_eq!(optional_text("unit", null()), Ok(None));
    }
}

#[test]
fn text_must_end_and_be_utf8() {
    let endless = [b'x'; LONGEST_NAME + 1];
    // SAFETY: 1024 bytes, or a NUL, are there.
    unsafe {
        assert_eq!(text("name", c"stn.g_\u{b5}".as_ptr()), Ok("stn.g_\u{b5}"));
        let latin1 = sentence(text("name", c"stn.\xb5".as_ptr()));
        assert_eq!(latin1, "name is not UTF-8 at byte 4");
        let unending = sentence(text("name", endless.as_ptr().cast()));
        assert!(unending.starts_with("name does not end within 1023 bytes"), "{unending}");
    }
}

#[test]
fn text_is_written_whole_or_not_at_all() {
    let mut bytes = [b'#'; 8];
    let start = bytes.as_mut_ptr().cast::<c_char>();
    let mut size = 0;
    // SAFETY: the buffer is as long as is said, and `size` is there.
    unsafe {
        write_text("out", null_mut(), 0, optional_out("needed", &mut size).unwrap(), "abc")
            .unwrap();
        assert_eq!(size, 4);
        let short = sentence(write_text("out", start, 3, None, "abc"));
        assert_eq!(short, "out holds 3 elements, 4 are needed");
        assert_eq!(bytes, *b"########");
        write_text("out", start, 8, None, "abc").unwrap();
    }
    assert_eq!(&bytes, b"abc\0####");
}

#[test]
fn names_end_in_nul_and_are_found_whole() {
    static KNOWN: Names<3> = Names::of(["pi", "pid", "fifteen_letters"]);
    for name in ["pi", "pid", "fifteen_letters"] {
        // SAFETY: it ends in NUL, as is tested here, within the table.
        assert_eq!(unsafe { text("name", KNOWN.find(name)) }, Ok(name));
    }
    for unknown in ["", "p", "pida", "fifteen_letters_more"] {
        assert!(KNOWN.find(unknown).is_null(), "{unknown}");
    }
}
