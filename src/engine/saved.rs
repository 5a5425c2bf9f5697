//! A state as 64-bit words: hashed, written, and read back.

/// FNV-1a, 64 bit, byte by byte.
#[derive(Clone, Copy, Debug)]
pub struct Fnv(u64);

impl Fnv {
    /// Of nothing.
    pub fn new() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }

    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> u64 {
        let mut hash = Self::new();
        hash.bytes(bytes);
        hash.hash()
    }

    /// Takes in bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        const PRIME: u64 = 0x0000_0100_0000_01B3;
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(PRIME);
        }
    }

    /// Takes in a word, its lowest byte first.
    pub fn word(&mut self, word: u64) {
        self.bytes(&word.to_le_bytes());
    }

    /// The hash of what was taken in.
    pub fn hash(self) -> u64 {
        self.0
    }
}

/// Bytes in a word.
pub const WORD: usize = size_of::<u64>();

/// Words in the caller's bytes, to be written one after another.
pub struct Saving<'a>(&'a mut [u8]);

impl<'a> Saving<'a> {
    /// From the beginning of `bytes`.
    pub fn new(bytes: &'a mut [u8]) -> Self {
        Self(bytes)
    }

    /// Writes the next word; there is room, or it is lost.
    pub fn put(&mut self, word: u64) {
        if let Some((place, rest)) = std::mem::take(&mut self.0).split_first_chunk_mut::<WORD>() {
            *place = word.to_le_bytes();
            self.0 = rest;
        }
    }
}

/// Words to be read one after another.
#[derive(Clone, Copy, Debug)]
pub struct Saved<'a>(&'a [u8]);

impl<'a> Saved<'a> {
    /// From the beginning of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The next word; zero where there is none.
    pub fn next(&mut self) -> u64 {
        let Some((word, rest)) = self.0.split_first_chunk::<WORD>() else { return 0 };
        self.0 = rest;
        u64::from_le_bytes(*word)
    }

    /// The next `n_words` words, which are passed over; none where there are fewer.
    pub fn part(&mut self, n_words: usize) -> Option<Self> {
        (n_words <= self.n_left()).then(|| Self(self.take(n_words)))
    }

    /// Words that are left.
    pub fn n_left(&self) -> usize {
        self.0.len() / WORD
    }

    /// The number whose bits the next word has.
    pub fn next_number(&mut self) -> f64 {
        f64::from_bits(self.next())
    }

    /// The same; 0 where it is not finite, as only damage has it.
    pub fn next_finite(&mut self) -> f64 {
        let number = self.next_number();
        if number.is_finite() {
            number
        } else {
            0.0
        }
    }

    /// The bytes of the next `n_words` words, which are passed over; fewer where there are fewer.
    pub fn take(&mut self, n_words: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(n_words.saturating_mul(WORD).min(self.0.len()));
        self.0 = rest;
        taken
    }
}
