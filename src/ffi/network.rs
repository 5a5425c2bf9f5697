//! A network's life: new, copy, free, seed, size.

use super::guard::{answer, guard};
use super::handles::{Handle, Table};
use super::status::subthal_status;
use super::token::Kind;
use crate::network::Network;

/// What to simulate: populations, projections, noise, inputs, probes, their parameters and one seed.
///
/// It holds no running state. One thread builds it; any number may read it at once. A simulator
/// copies what it needs, so a network may be changed or freed while its simulators run.
pub struct subthal_network(());

impl Handle for subthal_network {
    type Object = Network;
    const KIND: Kind = Kind::Network;
}

pub(super) static NETWORKS: Table<subthal_network> = Table::new();

/// Makes an empty network, owned by the caller, who ends it by subthal_network_free.
///
/// Wiring, heterogeneity, initial state and noise all follow from `seed`. At most 65,536 networks
/// live at once.
///
/// # Safety
/// `net` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_new(
    seed: u64,
    net: *mut *mut subthal_network,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    unsafe { answer("net", net, || NETWORKS.insert("net", Network::new(seed))) }
}

/// Makes a second network that says the same as `net`, owned by the caller.
///
/// # Safety
/// `copy` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_copy(
    net: *const subthal_network,
    copy: *mut *mut subthal_network,
) -> subthal_status {
    let body = || {
        let original = NETWORKS.share("net", net)?.clone();
        NETWORKS.insert("copy", original)
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer("copy", copy, body) }
}

/// Ends a network. NULL is fine. Its simulators live on.
///
/// A handle that was freed before is SUBTHAL_STATUS_INVALID_HANDLE, and one that another call is
/// using is SUBTHAL_STATUS_BUSY; neither is freed.
#[no_mangle]
pub extern "C" fn subthal_network_free(net: *mut subthal_network) -> subthal_status {
    guard(|| NETWORKS.free("net", net))
}

/// Asks for the seed.
///
/// # Safety
/// `seed` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_seed(
    net: *const subthal_network,
    seed: *mut u64,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    unsafe { answer("seed", seed, || Ok(NETWORKS.share("net", net)?.seed())) }
}

/// Draws everything random anew: wiring, heterogeneity, initial state, noise.
#[no_mangle]
pub extern "C" fn subthal_network_set_seed(net: *mut subthal_network, seed: u64) -> subthal_status {
    guard(|| {
        NETWORKS.lock("net", net)?.set_seed(seed);
        Ok(())
    })
}

/// Estimates how many bytes a simulator of this network will take, before anything is built.
///
/// # Safety
/// `bytes` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_memory_bytes(
    net: *const subthal_network,
    bytes: *mut u64,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    unsafe { answer("bytes", bytes, || Ok(NETWORKS.share("net", net)?.memory_bytes())) }
}
