//! The boundary, once: nothing else catches a panic, and no `Result` crosses to C but from here.

use std::any::Any;
use std::panic::{catch_unwind, AssertUnwindSafe};

use super::last_error::remember;
use super::pointers::out;
use super::status::subthal_status;
use crate::engine::check_rounding;
use crate::error::Error;

/// Runs the body of an exported function, and remembers the sentence if it fails.
///
/// A panic leaves the handles that the body had borrowed poisoned (see [`super::handles`]), which is
/// why the body may be asserted unwind safe: nobody sees a half-changed object.
pub(super) fn guard(body: impl FnOnce() -> Result<(), Error>) -> subthal_status {
    let checked = || match body() {
        Ok(()) => subthal_status::Ok,
        Err(error) => {
            remember(&error);
            subthal_status::from(&error)
        }
    };
    catch_unwind(AssertUnwindSafe(checked)).unwrap_or_else(|payload| {
        let said = words(&*payload);
        remember(&format_args!("subthal panicked ({said}): free this handle and report it"));
        subthal_status::Panic
    })
}

/// Runs the body of a function that gives one answer: the place is checked, then the answer is made,
/// then written.
///
/// # Safety
/// As for [`out`].
pub(super) unsafe fn answer<T>(
    name: &'static str,
    place: *mut T,
    body: impl FnOnce() -> Result<T, Error>,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let place = unsafe { out(name, place) }?;
        place.set(body()?);
        Ok(())
    })
}

/// [`guard`] for a body that computes, and that a thread which does not round to nearest is refused.
pub(super) fn guard_computing(body: impl FnOnce() -> Result<(), Error>) -> subthal_status {
    guard(|| {
        check_rounding()?;
        body()
    })
}

/// [`answer`] for a body that computes, and that a thread which does not round to nearest is refused.
///
/// # Safety
/// As for [`out`].
pub(super) unsafe fn answer_computed<T>(
    name: &'static str,
    place: *mut T,
    body: impl FnOnce() -> Result<T, Error>,
) -> subthal_status {
    let computed = || {
        check_rounding()?;
        body()
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer(name, place, computed) }
}

/// What a panic said, where it said it in words.
fn words(payload: &(dyn Any + Send)) -> &str {
    let fixed = payload.downcast_ref::<&str>().copied();
    fixed.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ffi::subthal_last_error;
    use std::ffi::CStr;

    fn last() -> &'static str {
        // SAFETY: the pointer is never NULL, ends in NUL, and this thread outlives the test.
        unsafe { CStr::from_ptr(subthal_last_error()) }.to_str().unwrap()
    }

    #[test]
    fn panic_becomes_status() {
        assert_eq!(guard(|| panic!("cell {} is missing", 7)), subthal_status::Panic);
        assert_eq!(last(), "subthal panicked (cell 7 is missing): free this handle and report it");
    }

    #[test]
    fn failure_is_remembered_and_success_leaves_it() {
        let status = guard(|| Err(Error::NullArgument { name: "net" }));
        assert_eq!(status, subthal_status::NullArgument);
        assert_eq!(guard(|| Ok(())), subthal_status::Ok);
        assert_eq!(last(), "net is NULL");
    }
}
