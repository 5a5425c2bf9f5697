//! Spectra of signals that are short, flat or not finite.

use std::ptr::null;

use subthal::ffi::*;

use super::caller::{call, filled, shared_len, Caller};
use super::words::*;

pub const CALLS: &[fn(&mut Caller)] = &[
    psd,
    tapered,
    frequencies,
    power,
    relative,
    peak,
    prominence,
    coherence,
    phase,
    threshold,
    seed,
];

fn config(c: &mut Caller) -> *const subthal_welch_config {
    let mut config: subthal_welch_config = filled(subthal_welch_config_default);
    config.interval_ms = c.bytes.of(&[1.0, 10.0, 50.0, 1.0, 0.1, 1e3, 0.0, f64::NAN]);
    config.segment = if c.bytes.below(8) == 0 { c.count() } else { c.bytes.of(&SHORT) };
    config.overlap = if c.bytes.below(8) == 0 { c.count() } else { c.bytes.of(&SHORT) };
    c.given(config)
}

/// A signal of a few numbers, or of as many as a spectrum needs.
pub fn signal(c: &mut Caller) -> (*const f64, usize) {
    if c.bytes.below(2) == 0 {
        return c.array(Caller::number);
    }
    let few = [(); 4].map(|()| c.number());
    let n = 20 + c.bytes.below(100);
    (c.arrays.array((0..n).map(|k| few[k * k % 4] * (k % 7) as f64)), n)
}

fn psd(c: &mut Caller) {
    let (config, (signal, n), (values, len)) = (config(c), signal(c), c.buffer());
    let (needed, psd) = (c.out(), subthal_welch_psd);
    call!(c, psd, of = config, x = signal, n = n, values = values, len = len, needed = needed);
}

fn frequencies(c: &mut Caller) {
    let (config, (values, len)) = (config(c), c.buffer());
    let ask = subthal_welch_frequencies;
    call!(c, ask, of = config, values = values, len = len, needed = c.out());
}

fn power(c: &mut Caller) {
    let (config, (signal, n)) = (config(c), signal(c));
    let (low, high, value) = (c.number(), c.number(), c.out());
    let power = subthal_band_power;
    call!(c, power, of = config, x = signal, n = n, low = low, high = high, value = value);
}

fn relative(c: &mut Caller) {
    let (config, (signal, n)) = (config(c), signal(c));
    let [band, of] = [(); 2].map(|()| match c.bytes.byte() {
        255 => null(),
        _ => {
            let band = [c.number(), c.number()];
            c.arrays.array(band)
        }
    });
    let (value, power) = (c.out(), subthal_relative_band_power);
    call!(c, power, config = config, x = signal, n = n, band = band, of = of, value = value);
}

fn peak(c: &mut Caller) {
    let (config, (signal, n), density) = (config(c), signal(c), c.out());
    let peak = subthal_beta_peak;
    call!(c, peak, of = config, x = signal, n = n, hz = c.out(), density = density);
}

fn prominence(c: &mut Caller) {
    let (config, (signal, n), value) = (config(c), signal(c), c.out());
    match c.bytes.below(2) {
        0 => call!(c, subthal_beta_prominence, of = config, x = signal, n = n, value = value),
        _ => {
            call!(c, subthal_beta_prominence_over_1f, of = config, x = signal, n = n, value = value)
        }
    };
}

fn coherence(c: &mut Caller) {
    let (config, (x, n), (y, m), (values, len)) = (config(c), signal(c), signal(c), c.buffer());
    let (n, needed, of) = (shared_len([n, m]), c.out(), subthal_coherence);
    call!(c, of, config = config, x = x, y = y, n = n, values = values, len = len, needed = needed);
}

fn phase(c: &mut Caller) {
    let (config, (x, n), (y, m), (values, len)) = (config(c), signal(c), signal(c), c.buffer());
    let (n, needed, of) = (shared_len([n, m]), c.out(), subthal_coherence_phase);
    call!(c, of, config = config, x = x, y = y, n = n, values = values, len = len, needed = needed);
}

fn tapered(c: &mut Caller) {
    let ((signal, n), (density, len), interval) = (signal(c), c.buffer(), c.number());
    let (tw, tapers) = tapers(c);
    let (needed, psd) = (c.out(), subthal_multitaper_psd);
    call!(
        c,
        psd,
        x = signal,
        n = n,
        ms = interval,
        tw = tw,
        tapers = tapers,
        density = density,
        len = len,
        needed = needed
    );
}

/// Time-bandwidth product and number of tapers.
pub fn tapers(c: &mut Caller) -> (f64, u64) {
    match c.bytes.below(4) {
        0 => (c.number(), c.count()),
        _ => (3.0, 1 + c.bytes.below(6) as u64),
    }
}

fn threshold(c: &mut Caller) {
    let (config, n, alpha) = (config(c), c.count(), c.number());
    let ask = subthal_coherence_threshold;
    call!(c, ask, of = config, n = n, alpha = alpha, value = c.out());
}

fn seed(c: &mut Caller) {
    let ((signal, n), interval, value) = (signal(c), c.number(), c.out());
    match c.bytes.below(2) {
        0 => call!(c, subthal_seed_beta_power, x = signal, n = n, ms = interval, value = value),
        _ => call!(c, subthal_seed_beta_fraction, x = signal, n = n, ms = interval, value = value),
    };
}
