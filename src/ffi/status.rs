//! The numbers that calls return. [`crate::error::Error`] knows nothing of them.

use std::ffi::{c_char, CStr};

use crate::error::Error;

/// What a call came to. The numbers are frozen; new ones are added at the end.
///
/// subthal_last_error() gives the sentence that belongs to a failure.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum subthal_status {
    /// The call did what it says.
    Ok = 0,
    /// A pointer that is required was NULL.
    NullArgument = 1,
    /// A handle that was freed, is of another kind, or never came from this library.
    InvalidHandle = 2,
    /// Another call is inside the object at this moment.
    Busy = 3,
    /// Nothing has this name; the sentence offers the nearest.
    UnknownName = 4,
    /// The name is taken.
    DuplicateName = 5,
    /// A number is outside the interval in which it means anything, or is NaN.
    OutOfRange = 6,
    /// An argument is wrong for the reason that the sentence gives.
    InvalidArgument = 7,
    /// The parameter shapes the network and is set there, not in a simulator.
    FixedWhileRunning = 8,
    /// The caller's buffer cannot hold the answer; the sentence says what can.
    BufferTooSmall = 9,
    /// More than can be counted, or more memory than there is.
    TooLarge = 10,
    /// The text does not describe a network.
    BadText = 11,
    /// A membrane potential left the finite numbers during this call.
    Diverged = 12,
    /// The simulator diverged in an earlier call and accepts reset and free only.
    Stopped = 13,
    /// The calling thread does not round to nearest: no call that computes is answered, nothing has
    /// changed, and objects can be looked at and freed.
    RoundingMode = 14,
    /// The caller cancelled before the work was done.
    Cancelled = 15,
    /// A fault of the library. The handle accepts free only; please report it.
    Panic = 99, // last added: Cancelled
}

impl From<&Error> for subthal_status {
    fn from(error: &Error) -> Self {
        match error {
            Error::NullArgument { .. } => Self::NullArgument,
            Error::InvalidHandle { .. } => Self::InvalidHandle,
            Error::Busy { .. } => Self::Busy,
            Error::UnknownName { .. } => Self::UnknownName,
            Error::DuplicateName { .. } => Self::DuplicateName,
            Error::OutOfRange { .. } => Self::OutOfRange,
            Error::InvalidArgument { .. } => Self::InvalidArgument,
            Error::FixedWhileRunning { .. } => Self::FixedWhileRunning,
            Error::BufferTooSmall { .. } => Self::BufferTooSmall,
            Error::TooLarge { .. } => Self::TooLarge,
            Error::BadText { .. } => Self::BadText,
            Error::Diverged { .. } => Self::Diverged,
            Error::Stopped { .. } => Self::Stopped,
            Error::RoundingMode => Self::RoundingMode,
            Error::Cancelled => Self::Cancelled,
        }
    }
}

/// Every status beside its name, for [`subthal_status_name`].
const NAMES: [(subthal_status, &CStr); 17] = [
    (subthal_status::Ok, c"ok"),
    (subthal_status::NullArgument, c"null_argument"),
    (subthal_status::InvalidHandle, c"invalid_handle"),
    (subthal_status::Busy, c"busy"),
    (subthal_status::UnknownName, c"unknown_name"),
    (subthal_status::DuplicateName, c"duplicate_name"),
    (subthal_status::OutOfRange, c"out_of_range"),
    (subthal_status::InvalidArgument, c"invalid_argument"),
    (subthal_status::FixedWhileRunning, c"fixed_while_running"),
    (subthal_status::BufferTooSmall, c"buffer_too_small"),
    (subthal_status::TooLarge, c"too_large"),
    (subthal_status::BadText, c"bad_text"),
    (subthal_status::Diverged, c"diverged"),
    (subthal_status::Stopped, c"stopped"),
    (subthal_status::RoundingMode, c"rounding_mode"),
    (subthal_status::Cancelled, c"cancelled"),
    (subthal_status::Panic, c"panic"),
];

/// Returns the name of a status in lower case, such as "out_of_range"; "unknown" for other numbers.
///
/// Never NULL; the text is constant and belongs to the library. Any thread.
#[no_mangle]
pub extern "C" fn subthal_status_name(status: i32) -> *const c_char {
    let known = NAMES.iter().find(|(number, _)| *number as i32 == status);
    known.map_or(c"unknown", |(_, name)| name).as_ptr()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(status: i32) -> &'static CStr {
        // SAFETY: the function returns constants that end in NUL.
        unsafe { CStr::from_ptr(subthal_status_name(status)) }
    }

    #[test]
    fn numbers_are_frozen() {
        let numbers: Vec<i32> = NAMES.iter().map(|(status, _)| *status as i32).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 99]);
    }

    #[test]
    fn every_number_has_a_name_even_those_that_mean_nothing() {
        assert_eq!(name(6), c"out_of_range");
        assert_eq!(name(99), c"panic");
        assert_eq!(name(-1), c"unknown");
        assert_eq!(name(i32::MIN), c"unknown");
    }
}
