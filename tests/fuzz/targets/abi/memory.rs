//! Memory that a call may write: marked all over, so that it shows what was.

use std::mem::size_of;

const MARK: u64 = 0xA5A5_5A5A_C3C3_3C3C;
const N_WORDS: usize = 2048;

/// Places for the answers of one call, each with a word behind it that nobody may touch.
pub struct Places {
    words: Box<[u64; N_WORDS]>,
    used: usize,
    walls: Vec<usize>,
}

impl Places {
    pub fn new() -> Self {
        Self { words: Box::new([MARK; N_WORDS]), used: 0, walls: Vec::new() }
    }

    /// A place for `n` elements.
    pub fn place<T>(&mut self, n: usize) -> *mut T {
        let from = self.used;
        self.used += (n * size_of::<T>()).div_ceil(8) + 1;
        assert!(self.used <= N_WORDS, "more places than one call can want");
        self.walls.push(self.used - 1);
        self.words[from..].as_mut_ptr().cast()
    }

    /// After the call: writes past an end are seen, and any at all after a failure.
    pub fn check(&mut self, may_have_written: bool) {
        let untouched = |word: &u64| *word == MARK;
        assert!(self.walls.iter().all(|&wall| untouched(&self.words[wall])), "written past an end");
        let used = &mut self.words[..self.used];
        assert!(may_have_written || used.iter().all(untouched), "written by a call that failed");
        used.fill(MARK);
        self.walls.clear();
        self.used = 0;
    }
}

/// Arrays that a call reads.
pub struct Arrays {
    words: Box<[u64; N_WORDS]>,
    used: usize,
}

impl Arrays {
    pub fn new() -> Self {
        Self { words: Box::new([0; N_WORDS]), used: 0 }
    }

    /// An array of these values.
    pub fn array<T>(&mut self, values: impl IntoIterator<Item = T>) -> *const T {
        let start: *mut T = self.words[self.used..].as_mut_ptr().cast();
        let mut n = 0;
        for value in values {
            assert!(self.used * 8 + (n + 1) * size_of::<T>() <= N_WORDS * 8, "too long an array");
            // SAFETY: there is room, as has just been seen, and a word is aligned for every type here.
            unsafe { start.add(n).write(value) };
            n += 1;
        }
        self.used += (n * size_of::<T>()).div_ceil(8);
        start
    }

    pub fn clear(&mut self) {
        self.used = 0;
    }
}
