//! The boundary as a C program meets it: what is wrong is an error with a sentence.

use std::ffi::CStr;

use subthal::ffi::{
    subthal_last_error, subthal_status, subthal_status_name, subthal_version,
    subthal_version_string,
};

#[test]
fn version_is_said_once() {
    let parts: Vec<u32> =
        env!("CARGO_PKG_VERSION").split('.').map(|part| part.parse().unwrap()).collect();
    assert_eq!(subthal_version(), parts[0] * 10_000 + parts[1] * 100 + parts[2]);
    // SAFETY: the text is constant and ends in NUL.
    let text = unsafe { CStr::from_ptr(subthal_version_string()) };
    assert_eq!(text.to_str(), Ok(env!("CARGO_PKG_VERSION")));
}

#[test]
fn last_error_is_empty_before_the_first_failure() {
    // SAFETY: the pointer is never NULL and its buffer ends in NUL.
    let text = unsafe { CStr::from_ptr(subthal_last_error()) };
    assert_eq!(text, c"");
}

#[test]
fn status_names_are_for_programs() {
    // SAFETY: the text is constant and ends in NUL.
    let name = unsafe { CStr::from_ptr(subthal_status_name(subthal_status::Busy as i32)) };
    assert_eq!(name, c"busy");
}
