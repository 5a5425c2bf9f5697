//! What the value of a handle is made of.
//!
//! | bits | what |
//! |---|---|
//! | 48..64 | a tag that is the upper half of no address |
//! | 24..48 | how often the slot was used before, shifted by a number of its own |
//! | 19..24 | the kind of object |
//! | 3..19 | the slot |
//! | 0..3 | zero, so that a handle with something added to it is none |

use crate::error::Error;

const _: () = assert!(usize::BITS == 64, "handles are 64 bits wide");

const TAG: u64 = 0x5b7a; // neither all zeros nor all ones, as in every address of a 64-bit machine
const KIND_BITS: u32 = 5;
const SLOT_BITS: u32 = 16;
const GENERATION_BITS: u32 = 24;

/// What is no handle.
pub(super) const NEVER: &str = "subthal never gave out this value";

/// Times that one slot may be used; then it is retired, so that no handle ever comes back.
pub(super) const GENERATIONS: u32 = 1 << GENERATION_BITS;

/// The kinds of object that have handles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Network = 1,
    Simulator = 2,
    Estimator = 3,
    Controller = 4,
    Loop = 5,
    #[cfg(test)]
    Test = 31,
}

/// A slot and the use of it that a handle stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) slot: u32,
    pub(super) generation: u32,
}

impl Token {
    /// The value that C holds.
    pub(super) fn pack(self, kind: Kind) -> usize {
        let stirred = (self.generation + stir(self.slot)) % GENERATIONS;
        let mut value = TAG;
        value = value << GENERATION_BITS | u64::from(stirred);
        value = value << KIND_BITS | kind as u64;
        value = value << SLOT_BITS | u64::from(self.slot);
        (value << 3) as usize
    }

    /// What C's value stands for, if it is a handle of this kind at all.
    #[inline]
    pub(super) fn unpack(name: &'static str, value: usize, kind: Kind) -> Result<Self, Error> {
        let fields = value as u64 >> 3;
        let slot = taken(fields, SLOT_BITS);
        let stirred = taken(fields >> (SLOT_BITS + KIND_BITS), GENERATION_BITS);
        let generation = stirred.wrapping_sub(stir(slot)) % GENERATIONS;
        let token = Self { slot, generation };
        if token.pack(kind) == value {
            Ok(token)
        } else {
            Err(refused(name, value, kind))
        }
    }
}

/// The lowest `bits` of a value.
fn taken(value: u64, bits: u32) -> u32 {
    (value & ((1 << bits) - 1)) as u32
}

/// Why a value that C holds is no handle of this kind.
#[cold]
fn refused(name: &'static str, value: usize, kind: Kind) -> Error {
    if value == 0 {
        return Error::NullArgument { name };
    }
    let of = taken(value as u64 >> (3 + SLOT_BITS), KIND_BITS);
    let is_ours = value as u64 >> 48 == TAG && value.is_multiple_of(8);
    let why = if is_ours && of != kind as u32 { kind_is(of) } else { NEVER };
    Error::InvalidHandle { name, why }
}

/// A number of the slot's own, so that neighbours of a handle are no handles.
fn stir(slot: u32) -> u32 {
    slot.wrapping_mul(0x9e37_79b1) % GENERATIONS
}

/// What a handle of another kind is.
fn kind_is(kind: u32) -> &'static str {
    const NETWORK: u32 = Kind::Network as u32;
    const SIMULATOR: u32 = Kind::Simulator as u32;
    const ESTIMATOR: u32 = Kind::Estimator as u32;
    const CONTROLLER: u32 = Kind::Controller as u32;
    const LOOP: u32 = Kind::Loop as u32;
    match kind {
        NETWORK => "it is a subthal_network",
        SIMULATOR => "it is a subthal_simulator",
        ESTIMATOR => "it is a subthal_estimator",
        CONTROLLER => "it is a subthal_controller",
        LOOP => "it is a subthal_loop",
        _ => "it is of no kind that this library knows",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_comes_back() {
        for slot in [0, 1, 77, 65_535] {
            for generation in [0, 1, GENERATIONS - 1] {
                let token = Token { slot, generation };
                let value = token.pack(Kind::Network);
                assert_eq!(Token::unpack("net", value, Kind::Network), Ok(token));
            }
        }
    }

    #[test]
    fn what_is_no_handle_is_told_apart() {
        let value = Token { slot: 5, generation: 9 }.pack(Kind::Network);
        let why = |value| Token::unpack("net", value, Kind::Network).unwrap_err().to_string();
        assert_eq!(why(0), "net is NULL");
        let foreign = "net is not a live handle: subthal never gave out this value";
        for value in [8, 0x7fff_0000_1000, value + 1, value ^ 1 << 60, usize::MAX] {
            assert_eq!(why(value), foreign);
        }
        let simulator = Token { slot: 5, generation: 9 }.pack(Kind::Simulator);
        assert_eq!(why(simulator), "net is not a live handle: it is a subthal_simulator");
    }

    #[test]
    fn neighbour_of_a_handle_is_of_another_generation() {
        let value = Token { slot: 5, generation: 0 }.pack(Kind::Network);
        let next = Token::unpack("net", value + 8, Kind::Network).unwrap();
        assert_eq!(next.slot, 6);
        assert_ne!(next.generation, 0);
    }
}
