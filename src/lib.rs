//! Spiking models of the subthalamo-pallidal circuit: STN, GPe, GPi and what they touch.
//!
//! A [`network::Network`] says what to simulate; an [`engine::Simulator`] made from it runs;
//! [`metrics`] are pure functions over what it recorded. The C ABI in [`ffi`] offers the same
//! to every other language.
//!
//! | room | what stands in it |
//! |---|---|
//! | [`models`] | the equations, one paper a file |
//! | [`simd`] | width and precision: the only intrinsics |
//! | [`integrate`] | one step of time |
//! | [`network`] | the description: populations, projections, parameters |
//! | [`engine`] | the running thing: state, delays, noise, recording |
//! | [`random`] | streams keyed by name, Gaussians over lanes |
//! | [`presets`] | circuits by name |
//! | [`metrics`] | rates, spectra, synchrony |
//! | [`control`] | estimators and controllers of closed loops |
//! | [`closed_loop`] | a simulator, an estimator and a controller at their own rates |
//! | [`evaluate`](mod@evaluate) | many trials: workers, metrics, outcomes |
//! | [`ffi`] | the C ABI |
#![deny(unsafe_code)]

pub mod closed_loop;
pub mod control;
pub mod engine;
pub mod error;
pub mod evaluate;
#[allow(unsafe_code)] // the boundary: pointers come from C
pub mod ffi;
pub mod integrate;
pub mod metrics;
pub mod models;
pub mod network;
pub mod presets;
pub mod random;
#[allow(unsafe_code)] // intrinsics and functions compiled for one instruction set
pub mod simd;
