//! What every row of 32-bit words has in common, written once.

/// A row of words: the struct, [`Words`](super::Words) and its operators, each one intrinsic.
macro_rules! words {
    (
        $(#[$doc:meta])*
        $name:ident($raw:ty) of $width:literal, witness $isa:ty, by $run:ident:
        load |$from:ident| $load:expr, store |$to:ident, $kept:ident| $store:expr,
        add $add:ident, xor $xor:ident,
        shifted_left |$shifted:ident, $by:ident| $shift:expr,
        turned_left |$turned:ident, $turn_by:ident| $turn:expr
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name(pub(super) $raw);

        impl $crate::simd::Words for $name {
            type Isa = $isa;
            const WIDTH: usize = $width;

            #[inline(always)]
            fn load(_: $isa, from: &[u32]) -> Self {
                let row: &[u32; $width] = from.first_chunk().expect("a whole row");
                let $from = row.as_ptr();
                Self($run!($load))
            }
            #[inline(always)]
            fn store(self, to: &mut [u32]) {
                let row: &mut [u32; $width] = to.first_chunk_mut().expect("a whole row");
                let ($to, $kept) = (row.as_mut_ptr(), self.0);
                $run!($store);
            }
            #[inline(always)]
            fn shifted_left(self, $by: u32) -> Self {
                let $shifted = self.0;
                Self($run!($shift))
            }
            #[inline(always)]
            fn turned_left(self, $turn_by: u32) -> Self {
                let $turned = self.0;
                Self($run!($turn))
            }
        }

        $crate::simd::register::operator!($name, $run, Add, add, $add);
        $crate::simd::register::operator!($name, $run, BitXor, bitxor, $xor);
    };
}

pub(super) use words;
