//! Every kind of bad pointer is an error that names the argument, and nothing is written.

use std::ptr::{null, null_mut};

use super::*;

fn sentence<T>(result: Result<T, Error>) -> String {
    result.err().expect("an error").to_string()
}

#[test]
fn null_is_an_error_unless_the_array_is_empty() {
    // SAFETY: NULL is allowed everywhere.
    unsafe {
        assert_eq!(sentence(out::<u64>("seed", null_mut())), "seed is NULL");
        assert_eq!(sentence(slice::<f64>("values", null(), 1)), "values is NULL");
        assert_eq!(sentence(buffer::<f64>("rows", null_mut(), 3, 3)), "rows is NULL");
        assert_eq!(slice::<f64>("values", null(), 0), Ok(&[][..]));
        assert!(optional_out::<u64>("needed", null_mut()).unwrap().is_none());
    }
}

#[test]
fn short_buffer_names_what_is_needed() {
    let mut rows = [7.0; 3];
    // SAFETY: three doubles are there.
    let short = unsafe { buffer("rows", rows.as_mut_ptr(), 3, 4) };
    assert_eq!(sentence(short), "rows holds 3 elements, 4 are needed");
    // SAFETY: NULL is allowed.
    let none = unsafe { buffer::<f64>("rows", null_mut(), 0, 4) };
    assert_eq!(sentence(none), "rows holds 0 elements, 4 are needed");
    assert_eq!(rows, [7.0; 3]);
}

#[test]
fn misaligned_pointer_is_an_error() {
    let bytes = [0u8; 24];
    let odd = bytes.as_ptr().wrapping_add(1 + bytes.as_ptr().align_offset(8));
    // SAFETY: a misaligned pointer is allowed, and refused.
    unsafe {
        let refused = sentence(slice("values", odd.cast::<f64>(), 1));
        assert_eq!(refused, "values is not aligned to 8 bytes");
    }
}

#[test]
fn lengths_that_no_object_has_are_errors() {
    let one = 1.0;
    for len in [usize::MAX, usize::MAX / 8 + 1, isize::MAX as usize / 8 + 1] {
        // SAFETY: the length is refused before anything is read.
        let refused = sentence(unsafe { slice("values", &one, len) });
        assert!(refused.starts_with(&format!("values of {len} elements needs ")), "{refused}");
    }
}

#[test]
fn shared_memory_is_an_error() {
    let rows = [0.0; 4];
    assert!(disjoint(("inputs", &rows[..2]), ("rows", &rows[2..])).is_ok());
    assert!(disjoint(("inputs", &rows[..0]), ("rows", &rows[..])).is_ok());
    let shared = sentence(disjoint(("inputs", &rows[..3]), ("rows", &rows[2..])));
    assert_eq!(shared, "inputs overlaps rows");
}
