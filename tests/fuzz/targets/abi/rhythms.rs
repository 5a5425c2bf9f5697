//! Bursts and coupling of signals that are short, flat or not finite.

use subthal::ffi::*;

use super::caller::{call, filled, shared_len, Caller};
use super::spectra::signal;

pub const CALLS: &[fn(&mut Caller)] = &[beta_bursts, coupling];

fn beta_bursts(c: &mut Caller) {
    let mut config: subthal_beta_bursts_config = filled(subthal_beta_bursts_config_default);
    config.interval_ms = 1.0;
    let subthal_beta_bursts_config { interval_ms, low_hz, high_hz, smoothing_ms, .. } = &mut config;
    c.some_hostile([interval_ms, low_hz, high_hz, smoothing_ms]);
    c.some_hostile([&mut config.percentile, &mut config.threshold, &mut config.min_ms]);
    let (config, (signal, n), (bursts, len)) = (c.given(config), signal(c), c.buffer());
    let (needed, threshold, list) = (c.out(), c.out(), subthal_beta_bursts);
    call!(
        c,
        list,
        of = config,
        x = signal,
        n = n,
        bursts = bursts,
        len = len,
        needed = needed,
        threshold = threshold
    );
}

fn coupling(c: &mut Caller) {
    let mut config: subthal_coupling_config = filled(subthal_coupling_config_default);
    (config.interval_ms, config.n_surrogates) = (1.0, c.bytes.below(9) as u64);
    c.some_hostile([&mut config.interval_ms, &mut config.phase_low_hz]);
    c.some_hostile([&mut config.phase_high_hz, &mut config.amplitude_low_hz]);
    c.some_hostile([&mut config.amplitude_high_hz]);
    let (config, (x, n), (y, m)) = (c.given(config), signal(c), signal(c));
    let (n, (info, size), of) = (shared_len([n, m]), c.taken(), subthal_phase_amplitude);
    call!(c, of, config = config, x = x, y = y, n = n, info = info, size = size);
}
