//! A network as text: a paper's supplement, exact to the last bit.

use std::ffi::c_char;

use super::guard::{answer_computed, guard};
use super::network::{subthal_network, NETWORKS};
use super::pointers::optional_out;
use super::status::subthal_status;
use super::texts::{text_of, write_text};
use crate::network::Network;

/// Writes the whole description as text (TOML), exactly: subthal_network_from_text makes an equal
/// network of it, with the same results to the last bit.
///
/// Writes the text and its NUL, and into `needed`, which may be NULL, the bytes that takes. Pass
/// `out` NULL and `out_len` 0 to ask for the size alone.
///
/// # Safety
/// `out` is NULL or writable for `out_len` bytes; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_to_text(
    net: *const subthal_network,
    out: *mut c_char,
    out_len: usize,
    needed: *mut usize,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let needed = unsafe { optional_out("needed", needed) }?;
        let text = NETWORKS.share("net", net)?.to_text();
        // SAFETY: the caller's promise is the same.
        unsafe { write_text("out", out, out_len, needed, &text) }
    })
}

/// Makes a network from the `text_len` bytes of a text, checked as if it were built by hand; it is
/// owned by the caller.
///
/// # Safety
/// `text` is NULL, which is an error, or readable for `text_len` bytes; `net` is NULL, which is an
/// error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_from_text(
    text: *const c_char,
    text_len: usize,
    net: *mut *mut subthal_network,
) -> subthal_status {
    let body = || {
        // SAFETY: the caller's promise is the same.
        let text = unsafe { text_of("text", text, text_len) }?;
        NETWORKS.insert("net", Network::from_text(text)?)
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer_computed("net", net, body) }
}
