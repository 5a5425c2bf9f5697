//! What changes in an update, as words of 64 bits: to be saved, checked, loaded, and cleared.
//!
//! Every machine of this room begins with all its words 0, so a reset is a clear. A machine names its
//! variables once, with the macro `state!`, and saving, loading and clearing follow in that order.

use crate::error::Error;

/// No state grows beyond it, so that the square of what is loaded is finite.
const LARGEST: f64 = 1e150;

/// A variable, or several, that an update changes.
pub(super) trait State {
    /// Shows the words, in a fixed order.
    fn save(&self, word: &mut dyn FnMut(u64));
    /// Reads the words back in that order; keeps them only if told so, so that a dry run can refuse.
    fn load(&mut self, words: &mut Words<'_>, keep: bool) -> Result<(), Error>;
    /// Makes every word 0.
    fn clear(&mut self);
}

/// Words that are being read.
pub(super) struct Words<'a>(std::slice::Iter<'a, u64>);

impl Words<'_> {
    fn next(&mut self) -> Result<u64, Error> {
        self.0.next().copied().ok_or_else(|| Error::invalid("words", "end too early"))
    }
}

/// How many words a state has.
pub(super) fn n_words(state: &impl State) -> usize {
    let mut n = 0;
    state.save(&mut |_| n += 1);
    n
}

/// Writes a state into `words`.
///
/// # Errors
/// Another length than [`n_words`]; nothing is written then.
pub(super) fn save(state: &impl State, words: &mut [u64]) -> Result<(), Error> {
    expect_length(n_words(state), words.len())?;
    let mut places = words.iter_mut();
    state.save(&mut |word| {
        if let Some(place) = places.next() {
            *place = word;
        }
    });
    Ok(())
}

/// Reads a state from `words`.
///
/// # Errors
/// Another length, or words that are no state; the state is then as it was.
pub(super) fn load(state: &mut impl State, words: &[u64]) -> Result<(), Error> {
    expect_length(n_words(state), words.len())?;
    state.load(&mut Words(words.iter()), false)?;
    state.load(&mut Words(words.iter()), true)
}

fn expect_length(needed: usize, given: usize) -> Result<(), Error> {
    if needed == given {
        return Ok(());
    }
    Err(Error::invalid("words", format!("are {given}, the state has {needed}")))
}

/// A place in a ring of `of`, from 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) at: usize,
    pub(super) of: usize,
}

impl Place {
    pub(super) fn first(of: usize) -> Self {
        Self { at: 0, of }
    }
    /// Moves on by one; true where the ring closes.
    pub(super) fn advance(&mut self) -> bool {
        self.at = if self.at + 1 == self.of { 0 } else { self.at + 1 };
        self.at == 0
    }
}

impl State for Place {
    fn save(&self, word: &mut dyn FnMut(u64)) {
        word(self.at as u64);
    }
    fn load(&mut self, words: &mut Words<'_>, keep: bool) -> Result<(), Error> {
        let at = usize::try_from(words.next()?).ok().filter(|at| *at < self.of);
        let at = at.ok_or_else(|| Error::invalid("words", "name a place outside a ring"))?;
        if keep {
            self.at = at;
        }
        Ok(())
    }
    fn clear(&mut self) {
        self.at = 0;
    }
}

impl State for f64 {
    fn save(&self, word: &mut dyn FnMut(u64)) {
        word(self.to_bits());
    }
    fn load(&mut self, words: &mut Words<'_>, keep: bool) -> Result<(), Error> {
        let number = f64::from_bits(words.next()?);
        if number.is_nan() || number.abs() > LARGEST {
            return Err(Error::invalid("words", format!("hold {number:e}, which no state is")));
        }
        if keep {
            *self = number;
        }
        Ok(())
    }
    fn clear(&mut self) {
        *self = 0.0;
    }
}

impl State for u64 {
    fn save(&self, word: &mut dyn FnMut(u64)) {
        word(*self);
    }
    fn load(&mut self, words: &mut Words<'_>, keep: bool) -> Result<(), Error> {
        let count = words.next()?;
        if keep {
            *self = count;
        }
        Ok(())
    }
    fn clear(&mut self) {
        *self = 0;
    }
}

impl State for bool {
    fn save(&self, word: &mut dyn FnMut(u64)) {
        word(u64::from(*self));
    }
    fn load(&mut self, words: &mut Words<'_>, keep: bool) -> Result<(), Error> {
        let flag = words.next()?;
        if flag > 1 {
            return Err(Error::invalid("words", "hold a flag that is neither 0 nor 1"));
        }
        if keep {
            *self = flag == 1;
        }
        Ok(())
    }
    fn clear(&mut self) {
        *self = false;
    }
}

impl<T: State> State for Vec<T> {
    fn save(&self, word: &mut dyn FnMut(u64)) {
        self.iter().for_each(|each| each.save(word));
    }
    fn load(&mut self, words: &mut Words<'_>, keep: bool) -> Result<(), Error> {
        self.iter_mut().try_for_each(|each| each.load(words, keep))
    }
    fn clear(&mut self) {
        self.iter_mut().for_each(State::clear);
    }
}

/// Names the variables of a machine, in the order in which they are saved.
macro_rules! state {
    ($machine:ty: $($variable:ident),+) => {
        impl $crate::control::state::State for $machine {
            fn save(&self, word: &mut dyn FnMut(u64)) {
                $($crate::control::state::State::save(&self.$variable, word);)+
            }
            fn load(
                &mut self,
                words: &mut $crate::control::state::Words<'_>,
                keep: bool,
            ) -> Result<(), $crate::error::Error> {
                $($crate::control::state::State::load(&mut self.$variable, words, keep)?;)+
                Ok(())
            }
            fn clear(&mut self) {
                $($crate::control::state::State::clear(&mut self.$variable);)+
            }
        }
    };
}
pub(super) use state;
