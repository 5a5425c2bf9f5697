//! The bits of every machine, recorded: another CPU, compiler or optimisation gives the same.

use crate::data::{estimates, signal};
use crate::machines::{bits, control, controllers, estimators, measures};
use subthal::control::Controller;

/// FNV-1a over 64-bit words, the least byte first.
fn hash(words: impl Iterator<Item = u64>) -> u64 {
    words.flat_map(u64::to_le_bytes).fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn estimates_are_the_recorded_bits() {
    let phase = |bits: u64| if f64::from_bits(bits).is_nan() { 0 } else { bits };
    let hashes: Vec<String> = estimators()
        .iter()
        .map(|config| {
            let all = estimates(config, &signal());
            let words = all.iter().map(|estimate| bits(*estimate));
            format!("{:016x}", hash(words.flat_map(|(value, angle, _)| [value, phase(angle)])))
        })
        .collect();
    assert_eq!(hashes, ESTIMATES);
}

#[test]
fn outputs_are_the_recorded_bits() {
    let hashes: Vec<String> = controllers()
        .iter()
        .map(|config| {
            let mut controller = Controller::new(config).unwrap();
            let measures = measures();
            let outputs = measures.iter().enumerate().map(|(k, y)| control(&mut controller, k, *y));
            format!("{:016x}", hash(outputs))
        })
        .collect();
    assert_eq!(hashes, OUTPUTS);
}

/// In the order of `machines::estimators`.
const ESTIMATES: [&str; 10] = [
    "d11ec2ad2ccdabf8",
    "a6b42b39eb8e2aa1",
    "8481ac3e2e6b6b9d",
    "b9857b852db067b8",
    "2f64d354a9c8568c",
    "343b75bd532b3d52",
    "cf2a0085bf0a2d85",
    "8481ac3e2e6b6b9d",
    "ee7b5afb807fa865",
    "d7453e597b071877",
];

/// In the order of `machines::controllers`.
const OUTPUTS: [&str; 14] = [
    "01482194516e0d25",
    "bd9bd831080f9abd",
    "0ab8ab6d21fe4ef0",
    "915beac4dea58cab",
    "fbd000300af841bd",
    "fbd000300af841bd",
    "f0892968b6bedb41",
    "3d2c88286a8e75c4",
    "fb0a77ea0de0187d",
    "b66a7dc60a110640",
    "7ced526c34f414ca",
    "0532b15e25584b53",
    "794c05ca2639ba01",
    "4376ba7e21a5c99e",
];
