use super::*;

#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
struct Config {
    struct_size: usize,
    dt_ms: f64,
    trial: u64,
}

// SAFETY: repr(C), its size first, numbers only.
unsafe impl Growing for Config {
    const SMALLEST: usize = 16;
    fn defaults() -> Self {
        Self { struct_size: size_of::<Self>(), dt_ms: 0.025, trial: 3 }
    }
}

/// A header one field newer than this library.
#[repr(C)]
struct Newer {
    known: Config,
    unknown: u64,
}

fn refused(result: Result<Config, Error>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn unfilled_struct_is_an_error() {
    for struct_size in [0, 8, 15, LARGEST + 1, usize::MAX] {
        let config = Config { struct_size, dt_ms: 0.1, trial: 0 };
        // SAFETY: the struct is there; its size is refused.
        let why = refused(unsafe { read_struct("config", &config) });
        assert!(why.starts_with(&format!("config has struct_size {struct_size}:")), "{why}");
    }
}

#[test]
fn older_struct_takes_defaults_for_what_it_lacks() {
    let older = Config { struct_size: 16, dt_ms: 0.1, trial: 77 };
    // SAFETY: more bytes are there than it says.
    let read = unsafe { read_struct("config", &older) }.unwrap();
    assert_eq!((read.dt_ms, read.trial), (0.1, 3));
}

#[test]
fn newer_struct_is_read_if_what_is_unknown_is_zero() {
    let known = Config { struct_size: size_of::<Newer>(), dt_ms: 0.1, trial: 1 };
    let mut newer = Newer { known, unknown: 0 };
    // SAFETY: the struct is as long as it says.
    assert_eq!(unsafe { read_struct("config", (&raw const newer).cast()) }, Ok(known));
    newer.unknown = 1;
    // SAFETY: as above.
    let why = refused(unsafe { read_struct("config", (&raw const newer).cast()) });
    assert_eq!(why, "config uses a field that this older library does not know");
}

#[test]
fn only_the_callers_bytes_are_written() {
    let untouched = Config { struct_size: 0, dt_ms: 0.0, trial: 55 };
    let mut place = untouched;
    let value = Config::defaults();
    // SAFETY: the struct is there, and at least as long as is said.
    unsafe {
        let why = write_struct("config", &mut place, 8, value).unwrap_err().to_string();
        assert_eq!(why, "struct_size is 8; pass sizeof *config");
        assert_eq!(place, untouched);
        write_struct("config", &mut place, 16, value).unwrap();
    }
    assert_eq!(place, Config { struct_size: 16, dt_ms: 0.025, trial: 55 });
}
