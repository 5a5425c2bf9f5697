//! The boundary as a C program meets it: what is wrong is an error with a sentence.

use std::ffi::CStr;
use std::ptr::null_mut;

use proptest::prelude::*;
use proptest::sample::Index;
use subthal::ffi::*;

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

/// The text of a preset, small.
fn text() -> Vec<u8> {
    let (mut net, mut needed) = (null_mut(), 0);
    // SAFETY: every pointer is to a local or a constant that ends in NUL, and every length is its.
    unsafe {
        let mut sizes = std::mem::zeroed();
        subthal_preset_config_default(&mut sizes, size_of_val(&sizes));
        (sizes.n_stn, sizes.n_gpe, sizes.n_gpi) = (4, 4, 4);
        subthal_network_from_preset(c"stn_gpe_gpi_adex_healthy".as_ptr(), &sizes, &mut net);
        subthal_network_to_text(net, null_mut(), 0, &mut needed);
        let mut text = vec![0; needed];
        let status = subthal_network_to_text(net, text.as_mut_ptr().cast(), needed, null_mut());
        assert_eq!(status, subthal_status::Ok);
        assert_eq!(subthal_network_free(net), subthal_status::Ok);
        text.pop();
        text
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// A text that was damaged is refused, or is another network that can be written and freed.
    #[test]
    fn damaged_text_is_no_fault(at in any::<Index>(), cut in 0_usize..9, put in "[0-9a-z.=\"\\[\\]-]{0,6}") {
        let mut text = text();
        let at = at.index(text.len());
        let end = (at + cut).min(text.len());
        text.splice(at..end, put.bytes());
        let (mut net, mut needed) = (null_mut(), 0);
        // SAFETY: every pointer is to a local, and every length is its.
        unsafe {
            let status = subthal_network_from_text(text.as_ptr().cast(), text.len(), &mut net);
            prop_assert_ne!(status, subthal_status::Panic);
            if status == subthal_status::Ok {
                let written = subthal_network_to_text(net, null_mut(), 0, &mut needed);
                prop_assert_eq!(written, subthal_status::Ok);
                prop_assert_eq!(subthal_network_free(net), subthal_status::Ok);
            }
        }
    }

    /// Any word where a handle should be is refused.
    #[test]
    fn any_word_is_no_handle(word in any::<usize>(), shift in 0_u32..64) {
        let net = std::ptr::without_provenance_mut(word.rotate_left(shift));
        let status = subthal_network_set_seed(net, 1);
        prop_assert!(matches!(status, subthal_status::InvalidHandle | subthal_status::NullArgument));
    }
}
