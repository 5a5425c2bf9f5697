//! A handle is what it says, or an error; and who is inside an object is alone or reads.

use std::sync::atomic::AtomicUsize;
use std::sync::Barrier;

use super::*;
use crate::ffi::guard::guard;
use crate::ffi::subthal_status;

/// An object that counts how many of it are alive.
struct Counted {
    value: u64,
    alive: &'static AtomicUsize,
}

impl Counted {
    fn new(value: u64, alive: &'static AtomicUsize) -> Self {
        alive.fetch_add(1, Ordering::SeqCst);
        Self { value, alive }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.alive.fetch_sub(1, Ordering::SeqCst);
    }
}

struct counted;
impl Handle for counted {
    type Object = Counted;
    const KIND: Kind = Kind::Test;
}

fn why<T>(result: Result<T, Error>) -> String {
    result.err().expect("an error").to_string()
}

const FREED: &str = "net is not a live handle: it was freed";
const NEVER: &str = "net is not a live handle: subthal never gave out this value";

#[test]
fn freed_handle_is_an_error_even_when_its_slot_is_used_again() {
    static TABLE: Table<counted, 4> = Table::new();
    static ALIVE: AtomicUsize = AtomicUsize::new(0);
    let first = TABLE.insert("net", Counted::new(1, &ALIVE)).unwrap();
    TABLE.lock("net", first).unwrap().value = 2;
    assert_eq!(TABLE.share("net", first).unwrap().value, 2);
    assert_eq!(TABLE.free("net", first), Ok(()));
    assert_eq!(ALIVE.load(Ordering::SeqCst), 0);
    assert_eq!(why(TABLE.free("net", first)), FREED);
    let second = TABLE.insert("net", Counted::new(3, &ALIVE)).unwrap();
    assert_eq!(why(TABLE.share("net", first)), FREED);
    assert_eq!(TABLE.share("net", second).unwrap().value, 3);
    assert_eq!(TABLE.free("net", second), Ok(()));
    assert_eq!(TABLE.free("net", std::ptr::null_mut()), Ok(()));
}

#[test]
fn handle_that_was_never_given_out_is_an_error() {
    static TABLE: Table<counted, 4> = Table::new();
    static ALIVE: AtomicUsize = AtomicUsize::new(0);
    let handle = TABLE.insert("net", Counted::new(1, &ALIVE)).unwrap();
    for guess in [1usize, 8, 16, 17, 1 << 27, 1 << 60] {
        let forged = handle.wrapping_byte_add(guess);
        assert_eq!(why(TABLE.lock("net", forged)), NEVER, "{guess}");
    }
    assert_eq!(TABLE.free("net", handle), Ok(()));
}

#[test]
fn full_table_is_an_error_and_a_free_makes_room() {
    static TABLE: Table<counted, 4> = Table::new();
    static ALIVE: AtomicUsize = AtomicUsize::new(0);
    let new = || TABLE.insert("net", Counted::new(0, &ALIVE));
    let all: Vec<_> = (0..4).map(|_| new().unwrap()).collect();
    assert_eq!(why(new()), "net cannot be made: 4 are alive; free some");
    assert_eq!(ALIVE.load(Ordering::SeqCst), 4);
    TABLE.free("net", all[2]).unwrap();
    let again = new().unwrap();
    assert_ne!(again, all[2]);
    for handle in [all[0], all[1], all[3], again] {
        TABLE.free("net", handle).unwrap();
    }
    assert_eq!(ALIVE.load(Ordering::SeqCst), 0);
}

#[test]
fn readers_share_and_a_writer_is_alone() {
    static TABLE: Table<counted, 4> = Table::new();
    static ALIVE: AtomicUsize = AtomicUsize::new(0);
    let handle = TABLE.insert("net", Counted::new(0, &ALIVE)).unwrap();
    let busy = Some(Error::Busy { name: "net" });
    {
        let _one = TABLE.share("net", handle).unwrap();
        let _other = TABLE.share("net", handle).unwrap();
        assert_eq!(TABLE.lock("net", handle).err(), busy);
        assert_eq!(TABLE.free("net", handle).err(), busy);
    }
    {
        let _writer = TABLE.lock("net", handle).unwrap();
        assert_eq!(TABLE.share("net", handle).err(), busy);
        assert_eq!(TABLE.lock("net", handle).err(), busy);
        assert_eq!(TABLE.free("net", handle).err(), busy);
    }
    TABLE.free("net", handle).unwrap();
}

#[test]
fn panic_inside_leaves_the_handle_to_free_only() {
    static TABLE: Table<counted, 4> = Table::new();
    static ALIVE: AtomicUsize = AtomicUsize::new(0);
    let handle = TABLE.insert("net", Counted::new(0, &ALIVE)).unwrap();
    let status = guard(|| {
        let _net = TABLE.lock("net", handle)?;
        panic!("a fault of ours");
    });
    assert_eq!(status, subthal_status::Panic);
    let poisoned = "net is not a live handle: an earlier call panicked inside it; free it";
    assert_eq!(why(TABLE.share("net", handle)), poisoned);
    assert_eq!(why(TABLE.lock("net", handle)), poisoned);
    assert_eq!(TABLE.free("net", handle), Ok(()));
    assert_eq!(ALIVE.load(Ordering::SeqCst), 0);
}

#[test]
fn slot_that_was_used_up_is_retired() {
    static TABLE: Table<counted, 1> = Table::new();
    static ALIVE: AtomicUsize = AtomicUsize::new(0);
    TABLE.slots[0].header.store(u64::from(GENERATIONS - 1) << GENERATION_AT, Ordering::SeqCst);
    let last = TABLE.insert("net", Counted::new(0, &ALIVE)).unwrap();
    TABLE.free("net", last).unwrap();
    assert_eq!(why(TABLE.share("net", last)), FREED);
    assert!(TABLE.insert("net", Counted::new(0, &ALIVE)).is_err());
}

/// Two threads add to an object that is not atomic, whenever they are let in.
#[test]
fn threads_are_never_inside_together() {
    static TABLE: Table<counted, 4> = Table::new();
    static ALIVE: AtomicUsize = AtomicUsize::new(0);
    static START: Barrier = Barrier::new(2);
    let handle = TABLE.insert("net", Counted::new(0, &ALIVE)).unwrap();
    let address = handle.addr();
    let add = move || {
        START.wait();
        let handle = std::ptr::without_provenance_mut(address);
        (0..100_000).filter(|_| TABLE.lock("net", handle).map(|mut n| n.value += 1).is_ok()).count()
    };
    let (one, other) = (std::thread::spawn(add), std::thread::spawn(add));
    let added = one.join().unwrap() + other.join().unwrap();
    assert_eq!(TABLE.share("net", handle).unwrap().value, added as u64);
    TABLE.free("net", handle).unwrap();
}

/// Of two threads that free one handle, one frees it, and the other is told.
#[test]
fn object_is_freed_once() {
    static TABLE: Table<counted, 4> = Table::new();
    static ALIVE: AtomicUsize = AtomicUsize::new(0);
    static START: Barrier = Barrier::new(2);
    for _ in 0..500 {
        let address = TABLE.insert("net", Counted::new(0, &ALIVE)).unwrap().addr();
        let free = move || {
            START.wait();
            TABLE.free("net", std::ptr::without_provenance_mut(address)).is_ok()
        };
        let (one, other) = (std::thread::spawn(free), std::thread::spawn(free));
        assert!(one.join().unwrap() ^ other.join().unwrap());
    }
    assert_eq!(ALIVE.load(Ordering::SeqCst), 0);
}
