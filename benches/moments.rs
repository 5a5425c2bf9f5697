//! A moment of T1's circuit, 225 cells: `cargo bench --bench moments`. One line a figure: name, value, unit.
//!
//! Saved into bytes that are there, loaded, forked, hashed: fastest and tenth percentile of 2000 repeats, after a second
//! of simulated time, between two of which a millisecond is run, so that each finds the caches as a rig leaves them.

use std::hint::black_box;
use std::time::Instant;
use subthal::engine::{Run, Simulator, SimulatorConfig, PRECISIONS};
use subthal::presets::{build, Preset};

const REPEATS: usize = 2000;

/// Prints the fastest and the tenth percentile of what `work` takes, us; what it makes is freed outside the time.
fn report<T>(name: &str, simulator: &mut Simulator, mut work: impl FnMut(&mut Simulator) -> T) {
    let mut micros = [0.0; REPEATS];
    for time in &mut micros {
        simulator.run(40, &mut Run::default()).expect("it runs");
        let start = Instant::now();
        let made = black_box(work(simulator));
        *time = start.elapsed().as_nanos() as f64 / 1e3;
        drop(made);
    }
    micros.sort_by(f64::total_cmp);
    println!("{name}_min_us,{:.2},us", micros[0]);
    println!("{name}_p10_us,{:.2},us", micros[REPEATS / 10]);
}

fn main() {
    println!("name,value,unit");
    let network = build("stn_gpe_gpi_adex_parkinsonian", &Preset::default()).expect("a preset");
    for precision in PRECISIONS {
        let config = SimulatorConfig { precision: precision.into(), ..SimulatorConfig::default() };
        let mut simulator = Simulator::new(&network, &config).expect("a simulator");
        simulator.run(40_000, &mut Run::default()).expect("it runs");
        let mut bytes = vec![0; simulator.snapshot_bytes()];
        simulator.save(&mut bytes).expect("a snapshot");
        println!("snapshot_{precision}_bytes,{},B", bytes.len());
        let moment = bytes.clone();
        report(&format!("save_{precision}"), &mut simulator, |s| s.save(&mut bytes).expect("room"));
        report(&format!("load_{precision}"), &mut simulator, |s| s.load(&moment).expect("its own"));
        report(&format!("hash_{precision}"), &mut simulator, |s| s.state_hash());
        report(&format!("fork_{precision}"), &mut simulator, |s| s.fork());
    }
}
