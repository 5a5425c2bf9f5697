//! Which library this is. Said once, in `Cargo.toml`; the header's macros are made from it too.

use std::ffi::{c_char, CStr};

/// Returns the version of the library that is loaded, as major * 10000 + minor * 100 + patch.
///
/// The macros SUBTHAL_VERSION_MAJOR, _MINOR and _PATCH are those of the header. Any thread.
#[no_mangle]
pub extern "C" fn subthal_version() -> u32 {
    const MAJOR: u32 = number(env!("CARGO_PKG_VERSION_MAJOR"));
    const MINOR: u32 = number(env!("CARGO_PKG_VERSION_MINOR"));
    const PATCH: u32 = number(env!("CARGO_PKG_VERSION_PATCH"));
    const { assert!(MINOR < 100 && PATCH < 100) };
    MAJOR * 10_000 + MINOR * 100 + PATCH
}

/// Returns the version of the library that is loaded as text, such as "1.2.3".
///
/// Never NULL; the text is constant and belongs to the library. Any thread.
#[no_mangle]
pub extern "C" fn subthal_version_string() -> *const c_char {
    const TEXT: &CStr =
        match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
            Ok(text) => text,
            Err(_) => panic!("a version has no NUL inside"),
        };
    TEXT.as_ptr()
}

/// The decimal number that `digits` spell.
const fn number(digits: &str) -> u32 {
    match u32::from_str_radix(digits, 10) {
        Ok(number) => number,
        Err(_) => panic!("cargo sets versions of digits"),
    }
}
