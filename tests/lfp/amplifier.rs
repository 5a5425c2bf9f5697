//! The amplifier: its low-pass, the artefact of stimulation, and its blanking.

use crate::{last_channel, recorded, rows, simulator};
use subthal::control::LowPass;
use subthal::engine::SimulatorConfig;
use subthal::network::{Lfp, Network, Stimulator, Waveform};

/// scipy.signal.sosfilt(scipy.signal.butter(4, 300, fs=40000, output="sos"), impulse)[::20], SciPy 1.17.1.
const IMPULSE_RESPONSE: [f64; 8] = [
    2.9001703358711944e-07,
    0.0034145996994110234,
    0.012849173437390313,
    0.017956541242481992,
    0.014493613241291716,
    0.00648571097372644,
    -0.0003081509788887416,
    -0.0031004750924622506,
];

#[test]
fn the_low_pass_is_that_of_scipy() {
    let mut filter = LowPass::new(300.0, 40_000.0).unwrap();
    let impulse = (0..160).map(|step| f64::from(step == 0));
    let response: Vec<f64> = impulse.map(|x| filter.step(x)).collect();
    for (ours, scipy) in response.iter().step_by(20).zip(IMPULSE_RESPONSE) {
        assert!((ours - scipy).abs() < 1e-9 * 0.018, "{ours} {scipy}");
    }
}

/// |H| = 1 / sqrt(1 + (tan(pi f/fs) / tan(pi fc/fs))^8): half of the power at the edge, -80 dB at ten times it.
#[test]
fn what_would_alias_is_taken_away() {
    let (edge_hz, sample_hz) = (400.0, 40_000.0);
    for (hz, gain) in [(40.0, 1.0), (400.0, 0.5_f64.sqrt()), (4000.0, 8.75e-5)] {
        let mut filter = LowPass::new(edge_hz, sample_hz).unwrap();
        let warped = |hz: f64| (std::f64::consts::PI * hz / sample_hz).tan();
        let exact = 1.0 / (1.0 + (warped(hz) / warped(edge_hz)).powi(8)).sqrt();
        assert!((exact / gain - 1.0).abs() < 0.01, "{exact}");
        let sine = |step: u32| (std::f64::consts::TAU * hz * f64::from(step) / sample_hz).sin();
        let settled = (0..20_000).map(|step| filter.step(sine(step))).skip(10_000);
        let rms = (settled.map(|y| y * y).sum::<f64>() / 10_000.0).sqrt();
        assert!((rms * 2.0_f64.sqrt() / exact - 1.0).abs() < 1e-3, "{hz} Hz: {rms}");
    }
}

#[test]
fn the_channel_is_the_filter_of_every_step() {
    let electrode_um = [0.0, 700.0, 0.0];
    let mut network = recorded(Lfp { electrode_um, ..Lfp::default() });
    let filtered = Lfp { name: "slow".into(), electrode_um, low_pass_hz: 200.0, ..Lfp::default() };
    network.add_lfp(filtered).unwrap();
    let mut filter = LowPass::new(200.0, 40_000.0).unwrap();
    for row in rows(&mut simulator(&network, "double"), 4_000, 1) {
        assert_eq!(row[38], filter.step(row[37]));
    }
}

/// Silent cells near a stimulator of 3 mA, 200 us, twice a second, balanced within 1.6 ms.
fn stimulated(lfp: Lfp) -> Network {
    let mut network = Network::new(1);
    network.add_population("gpe", "adex_gpe", 3).unwrap();
    network.place_in_ball("gpe", [0.0; 3], 100.0).unwrap();
    let stimulator = Stimulator {
        name: "dbs".into(),
        population: "gpe".into(),
        waveform: Waveform::Biphasic,
        frequency_hz: 2.0,
        amplitude_ma: 3.0,
        width_ms: 0.2,
        gap_ms: 0.0,
        recharge_ms: 1.4,
        soma: 0.0,
        ..Stimulator::default()
    };
    network.add_stimulator(stimulator).unwrap();
    network.add_lfp(Lfp { name: "lfp".into(), ..lfp }).unwrap();
    network
}

fn seen(lfp: Lfp, n_steps: u64) -> Vec<f64> {
    let config = SimulatorConfig { dt_ms: 0.1, ..SimulatorConfig::default() };
    let network = stimulated(lfp);
    last_channel(&mut subthal::engine::Simulator::new(&network, &config).unwrap(), n_steps, 1)
}

#[test]
fn stimulation_shows_as_far_as_the_artefact_says() {
    let artefact = seen(Lfp { artefact_mv_per_ma: 10.0, ..Lfp::default() }, 40);
    let expected = |step| match step {
        0..2 => 30.0,
        2..16 => -30.0 / 7.0,
        _ => 0.0,
    };
    for (step, mv) in artefact.iter().enumerate() {
        assert!((mv - expected(step)).abs() < 1e-9, "step {step}: {mv} mV");
    }
    assert!(seen(Lfp::default(), 40).iter().all(|mv| *mv == 0.0));
}

#[test]
fn the_amplifier_is_blind_until_the_pulse_is_over() {
    let both = Lfp { artefact_mv_per_ma: 10.0, blanking_ms: 0.0, ..Lfp::default() };
    assert!(seen(both, 40).iter().all(|mv| *mv == 0.0));
    // what is held is what was there before: an electrode that drifts shows when it is kept
    let mut network = crate::network();
    let stimulator = Stimulator {
        name: "dbs".into(),
        population: "gpe".into(),
        frequency_hz: 2.0,
        amplitude_ma: 1.0,
        soma: 0.0,
        start_ms: 50.0,
        ..Stimulator::default()
    };
    network.add_stimulator(stimulator).unwrap();
    let electrode_um = [0.0, 1400.0, 0.0];
    for (name, blanking_ms) in [("open", -1.0), ("blanked", 3.0)] {
        let name = name.into();
        network.add_lfp(Lfp { name, electrode_um, blanking_ms, ..Lfp::default() }).unwrap();
    }
    let rows = rows(&mut simulator(&network, "double"), 4_000, 1);
    let length_ms = {
        let Stimulator { width_ms, gap_ms, recharge_ms, .. } = Stimulator::default();
        width_ms + gap_ms + recharge_ms
    };
    let blind = ((length_ms + 3.0) / 0.025).ceil() as usize;
    for (step, row) in rows.iter().enumerate() {
        let is_blind = (2_000..2_000 + blind).contains(&step);
        let expected = if is_blind { rows[1_999][37] } else { row[37] };
        assert_eq!(row[38], expected, "step {step}");
    }
}
