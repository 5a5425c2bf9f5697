//! The C ABI, called in any order with anything that a caller could pass and the library could check.

mod batch;
mod caller;
mod closed;
mod handles;
mod loops;
mod memory;
mod metrics;
mod moments;
mod network;
mod parts;
mod rhythms;
mod simulator;
mod spectra;
mod words;

use std::cell::RefCell;
use std::ptr::{null, null_mut};

use subthal::ffi::*;
use subthal::network::{Input, Lfp, Network, Noise, Probe, Projection, Stimulator};

use super::Bytes;
use caller::{call, Caller};
use memory::{Arrays, Places};

/// Calls of one input, at most.
const MOST_CALLS: usize = 64;

/// What an input may call, by the byte that chooses it.
const CALLS: &[&[fn(&mut Caller)]] = &[
    network::CALLS,
    parts::CALLS,
    simulator::CALLS,
    simulator::CALLS,
    moments::CALLS,
    metrics::CALLS,
    spectra::CALLS,
    rhythms::CALLS,
    loops::CALLS,
    loops::CALLS,
    closed::CALLS,
    closed::CALLS,
];

thread_local! {
    static MEMORY: RefCell<(Places, Arrays)> = RefCell::new((Places::new(), Arrays::new()));
    static MODEL: *mut subthal_network = model();
}

/// Makes the calls that the bytes say, after some that make a network or a simulator; then frees all.
pub fn abi(bytes: &[u8]) {
    MEMORY.with_borrow_mut(|(places, arrays)| {
        let mut caller = Caller::new(Bytes::new(bytes), places, arrays);
        begin(&mut caller);
        for _ in 0..MOST_CALLS {
            if caller.bytes.is_empty() {
                break;
            }
            let topic = caller.bytes.of(CALLS);
            caller.bytes.of(topic)(&mut caller);
        }
        caller.loops.free_all(subthal_loop_free);
        caller.ests.free_all(subthal_estimator_free);
        caller.ctls.free_all(subthal_controller_free);
        caller.sims.free_all(subthal_simulator_free);
        caller.nets.free_all(subthal_network_free);
    });
}

/// Nothing, a network, or that and a simulator of it that has run or not; or an estimator and a controller.
fn begin(c: &mut Caller) {
    let start = c.bytes.below(5);
    if start > 3 {
        return loops::begin(c);
    }
    let (mut net, mut sim) = (null_mut(), null_mut());
    let model = MODEL.with(|net| *net);
    if start > 0 && call!(c, subthal_network_copy, model = model, copy = &mut net) {
        c.nets.add(net);
    }
    if start > 1 && call!(c, subthal_simulator_new, net = net, config = null(), new = &mut sim) {
        c.sims.add(sim);
    }
    if start > 2 {
        let mut run = caller::filled(subthal_run_default);
        run.n_steps = 70;
        call!(c, subthal_simulator_run, sim = sim, run = &mut run);
    }
}

/// A network with one of everything, which inputs copy.
fn model() -> *mut subthal_network {
    let text = described().to_text();
    let mut net = null_mut();
    // SAFETY: the text is as long as is said, and `net` a local.
    let status = unsafe { subthal_network_from_text(text.as_ptr().cast(), text.len(), &mut net) };
    assert_eq!(status, subthal_status::Ok);
    net
}

fn described() -> Network {
    let mut network = Network::new(3);
    network.add_population("a", "stn", 2).unwrap();
    network.add_population("b", "adex_gpe", 3).unwrap();
    for (name, from, to, saturating) in [("p", "a", "b", false), ("q", "b", "a", true)] {
        let (name, from, to) = (name.into(), from.into(), to.into());
        let (delay_ms, kind) = (0.1, Projection::default());
        network
            .add_projection(Projection { name, from, to, saturating, delay_ms, ..kind })
            .unwrap();
    }
    network.add_noise(Noise { population: "b".into(), sigma: 9.0, ..Noise::default() }).unwrap();
    let (name, population) = ("i".into(), "a".into());
    network.add_input(Input { name, population, ..Input::default() }).unwrap();
    let (name, population) = ("s".into(), "a".into());
    let axons = Stimulator { name, population, axon_fraction: 0.5, ..Stimulator::default() };
    network
        .add_stimulator(Stimulator { frequency_hz: 2000.0, amplitude_ma: 1.0, ..axons })
        .unwrap();
    for (population, variable, mean) in [("a", "v", true), ("b", "i_syn", true), ("b", "v", false)]
    {
        let (population, variable) = (population.into(), variable.into());
        network.add_probe(Probe { population, variable, mean, cells: Vec::new() }).unwrap();
    }
    network.place_in_ball("b", [0.0; 3], 90.0).unwrap();
    network.add_lfp(Lfp { name: "l".into(), low_pass_hz: 900.0, ..Lfp::default() }).unwrap();
    network
}
