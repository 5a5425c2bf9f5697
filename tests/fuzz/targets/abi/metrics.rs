//! Metrics of what was recorded, or of what never was.

use subthal::ffi::*;

use super::batch::evaluate;
use super::caller::{call, filled, Caller};
use super::spectra::tapers;
use super::words::*;

pub const CALLS: &[fn(&mut Caller)] = &[
    describe, compute, compute, of_two, synchrony, chi, rate, spectrum, surprise, silence, relay,
    of_a_run, evaluate,
];

fn describe(c: &mut Caller) {
    let (info, size) = c.taken();
    call!(c, subthal_metric_describe, name = c.text(&METRICS), info = info, size = size);
}

fn spike(c: &mut Caller) -> subthal_spike {
    let step = if c.bytes.below(16) == 0 { c.count() } else { u64::from(c.bytes.byte()) };
    let (population, cell) = (c.bytes.below(2) as u32, c.bytes.below(5) as u32);
    subthal_spike { step, population, cell }
}

fn recording(c: &mut Caller) -> *const subthal_recording {
    let mut recording: subthal_recording = filled(subthal_recording_default);
    recording.dt_ms = if c.bytes.below(4) == 0 { c.number() } else { 1.0 };
    (recording.first_step, recording.end_step) = match c.bytes.below(4) {
        0 => (c.count(), c.count()),
        _ => (0, 256 + c.bytes.short() as u64 % 1000),
    };
    recording.n_cells = if c.bytes.below(4) == 0 { c.count() } else { 5 };
    (recording.spikes, recording.n_spikes) = c.array(spike);
    (recording.signal, recording.signal_len) = c.array(Caller::number);
    recording.signal_interval_ms = c.number();
    (recording.population, recording.reserved) = (c.bytes.below(2) as u32, c.flag() / 2);
    c.given(recording)
}

fn compute(c: &mut Caller) {
    let (name, recording) = (c.text(&METRICS), recording(c));
    call!(c, subthal_metric_compute, name = name, recording = recording, value = c.out());
}

fn of_two(c: &mut Caller) {
    let (first, second) = (recording(c), recording(c));
    let (name, of) = (c.text(&[c"coherence", c"rate"]), subthal_metric_compute_of_two);
    call!(c, of, name = name, first = first, second = second, value = c.out());
}

fn synchrony(c: &mut Caller) {
    let (recording, hz) = (recording(c), c.number());
    call!(c, subthal_synchrony, recording = recording, hz = hz, r = c.out(), kappa = c.out());
}

fn rate(c: &mut Caller) {
    let (recording, bin, (values, n)) = (recording(c), c.count(), c.buffer());
    let of = subthal_population_rate;
    call!(c, of, of = recording, bin = bin, values = values, n = n, needed = c.out());
}

fn chi(c: &mut Caller) {
    let (rows, n) = c.array(Caller::number);
    let n_cells = if n < 1000 { c.bytes.below(4) } else { 1 };
    let (n_rows, of) = (n / n_cells.max(1), subthal_chi_squared);
    call!(c, of, rows = rows, n_rows = n_rows, n_cells = n_cells, value = c.out());
}

fn spectrum(c: &mut Caller) {
    let (recording, bin, (values, n)) = (recording(c), c.count(), c.buffer());
    let ((tw, tapers), of) = (tapers(c), subthal_spike_spectrum);
    call!(
        c,
        of,
        of = recording,
        bin = bin,
        tw = tw,
        tapers = tapers,
        values = values,
        n = n,
        needed = c.out()
    );
}

fn surprise(c: &mut Caller) {
    let (recording, least, (bursts, n)) = (recording(c), c.number(), c.buffer());
    let list = subthal_bursts_by_surprise;
    call!(c, list, of = recording, least = least, bursts = bursts, n = n, needed = c.out());
}

fn silence(c: &mut Caller) {
    let (recording, (bursts, n)) = (recording(c), c.buffer());
    let (silence, interval, list) = (c.number(), c.number(), subthal_bursts_after_silence);
    call!(
        c,
        list,
        of = recording,
        silence = silence,
        interval = interval,
        bursts = bursts,
        n = n,
        needed = c.out()
    );
}

fn relay(c: &mut Caller) {
    let (recording, (info, size)) = (recording(c), c.taken());
    let (pulses, n) =
        c.array(|c| if c.bytes.below(8) == 0 { c.count() } else { c.bytes.short() as u64 });
    let of = subthal_relay;
    call!(c, of, of = recording, pulses = pulses, n = n, info = info, size = size);
}

fn of_a_run(c: &mut Caller) {
    let mut run: subthal_run = filled(subthal_run_default);
    (run.n_steps, run.every) = (c.bytes.of(&SHORT), c.count());
    let ((spikes, n_spikes), (rows, n_rows)) = (c.array(spike), c.array(Caller::number));
    (run.spikes, run.spikes_len) = (spikes.cast_mut(), n_spikes);
    (run.rows, run.rows_len) = (rows.cast_mut(), n_rows);
    (run.n_spikes, run.n_rows) = (c.count(), c.count());
    let (sim, run, of) = (c.sim(), c.given(run), c.text(&NAMES));
    let (name, burn_in, value) = (c.text(&METRICS), c.bytes.of(&SHORT), c.out());
    let metric = subthal_simulator_metric;
    call!(c, metric, sim = sim, run = run, of = of, name = name, burn_in = burn_in, value = value);
}
