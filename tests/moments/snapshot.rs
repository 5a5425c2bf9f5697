//! What is saved, loaded and forked.

use super::support::*;
use subthal::engine::{Run, Simulator, SimulatorConfig};
use subthal::presets::{build, Preset};

#[test]
fn what_is_loaded_goes_on_as_what_was_saved() {
    each_way(|network, precision| {
        let mut first = under_way(network, precision);
        let bytes = saved(&first);
        let mut second = simulator(network, precision);
        second.load(&bytes).expect("a snapshot");
        assert_eq!(saved(&second), bytes, "a snapshot of what was loaded is the same");
        for n_steps in [1, 62, 1000] {
            assert_eq!(run(&mut first, n_steps), run(&mut second, n_steps), "{precision}");
        }
        assert_eq!(first.spike_count("gpe"), second.spike_count("gpe"));
        let id = first.find_param("gpe.i_app").expect("a parameter");
        assert_eq!(first.value(id), second.value(id));
    });
}

#[test]
fn a_fork_goes_on_as_the_original_and_leaves_it_alone() {
    each_way(|network, precision| {
        let mut original = under_way(network, precision);
        let (mut fork, mut arm) = (original.fork(), original.fork());
        let id = arm.find_param("stn.i_app").expect("a parameter");
        let value = arm.value(id).expect("a value");
        arm.set_many(&[id], &[value + 5.0]).expect("in range");
        let apart = run(&mut arm, 500);
        assert_eq!(run(&mut original, 500), run(&mut fork, 500), "{precision}");
        assert_ne!(original.state_hash(), apart);
    });
}

#[test]
fn a_thousand_forks_equal_a_thousand_fresh_runs_from_the_moment() {
    let network = network(PRESETS[0]);
    let moment = under_way(&network, "single");
    let bytes = saved(&moment);
    let mut fresh = simulator(&network, "single");
    for arm in 0..1000 {
        let drive = f64::from(arm) * 0.01;
        let mut fork = moment.fork();
        fresh.load(&bytes).expect("a snapshot");
        for simulator in [&mut fork, &mut fresh] {
            let id = simulator.find_param("stn.i_app").expect("a parameter");
            simulator.set_many(&[id], &[drive]).expect("in range");
        }
        assert_eq!(run(&mut fork, 50), run(&mut fresh, 50), "arm {arm}");
    }
}

#[test]
fn reset_after_a_load_goes_back_to_the_beginning() {
    let network = network(PRESETS[0]);
    let bytes = saved(&under_way(&network, "double"));
    let mut loaded = simulator(&network, "double");
    let beginning = loaded.state_hash();
    loaded.load(&bytes).expect("a snapshot");
    loaded.reset();
    assert_eq!(loaded.state_hash(), beginning);
    assert_eq!(run(&mut loaded, 300), run(&mut simulator(&network, "double"), 300));
}

#[test]
fn probes_do_not_bind_a_snapshot() {
    let mut network = network(PRESETS[0]);
    let bytes = saved(&under_way(&network, "double"));
    let probe = subthal::network::Probe {
        population: "stn".into(),
        variable: "v".into(),
        cells: Vec::new(),
        mean: true,
    };
    network.add_probe(probe).expect("a probe");
    simulator(&network, "double").load(&bytes).expect("the same network, watched");
}

#[test]
fn a_diverged_simulation_is_not_saved_and_is_taken_back_by_a_load() {
    let network = build("seed_adex_healthy", &Preset { seed: 42, ..Preset::default() });
    let network = network.expect("a preset");
    let mut simulator = simulator(&network, "double");
    run(&mut simulator, 100);
    let bytes = saved(&simulator);
    simulator.run(4000, &mut Run::default()).expect_err("it diverges within 100 ms");
    let mut buffer = bytes.clone();
    let why = simulator.save(&mut buffer).expect_err("nothing to go on from").to_string();
    assert!(why.contains("reset or free it"), "{why}");
    assert_eq!(buffer, bytes, "nothing is written");
    simulator.load(&bytes).expect("a snapshot");
    assert_eq!(saved(&simulator), bytes);
    run(&mut simulator, 100);
}

/// Why a snapshot is refused; nothing has changed then.
fn refused(simulator: &mut Simulator, bytes: &[u8]) -> String {
    let before = saved(simulator);
    let why = simulator.load(bytes).expect_err("refused").to_string();
    assert_eq!(saved(simulator), before, "{why}");
    why
}

#[test]
fn what_is_foreign_or_damaged_is_refused_with_a_reason() {
    let network = network(PRESETS[0]);
    let mut here = under_way(&network, "double");
    let bytes = saved(&here);
    let mut damaged = bytes.clone();
    damaged[bytes.len() / 2] ^= 1;
    assert_eq!(refused(&mut here, &damaged), "snapshot is damaged: its checksum does not agree");
    let mut newer = bytes.clone();
    newer[8] = 9;
    assert_eq!(refused(&mut here, &newer), "snapshot has format 9, this library reads 1");
    let short = &bytes[..bytes.len() - 8];
    let said = format!("snapshot has {} bytes, {} were saved", short.len(), bytes.len());
    assert_eq!(refused(&mut here, short), said);
    for nothing in [&b""[..], b"subthals", &[0; 4096], &bytes[1..]] {
        let why = refused(&mut here, nothing);
        assert!(why.starts_with("snapshot is none: "), "{why}");
    }
    let single = saved(&under_way(&network, "single"));
    assert_eq!(refused(&mut here, &single), "snapshot is not of a simulator in double precision");
    let mut other = network.clone();
    other.set("gpe_to_stn.weight_scale", 1.25).expect("a parameter");
    for config in [
        (other, SimulatorConfig::default()),
        (network.clone(), SimulatorConfig { dt_ms: 0.05, ..SimulatorConfig::default() }),
        (network, SimulatorConfig { integrator: "exponential_euler".into(), ..Default::default() }),
    ] {
        let foreign = saved(&Simulator::new(&config.0, &config.1).expect("a simulator"));
        let why = refused(&mut here, &foreign);
        assert_eq!(why, "snapshot is of another network, dt_ms or integrator");
    }
}

#[test]
fn a_buffer_that_is_short_is_refused_and_left_alone() {
    let simulator = simulator(&network(PRESETS[0]), "single");
    let mut bytes = vec![7; simulator.snapshot_bytes() - 1];
    let why = simulator.save(&mut bytes).expect_err("too short").to_string();
    assert!(why.starts_with("snapshot holds "), "{why}");
    assert!(bytes.iter().all(|byte| *byte == 7));
}

#[test]
fn ten_thousand_mutated_snapshots_are_refused_or_harmless() {
    let network = network("seed_hh_default");
    let mut simulator = simulator(&network, "single");
    run(&mut simulator, 500);
    let bytes = saved(&simulator);
    let mut draw = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        draw = draw.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (draw >> 33) as usize % below
    };
    let mut n_taken = 0;
    for mutation in 0..10_000 {
        let mut mutated = bytes.clone();
        for _ in 0..=next(8) {
            let (place, value) = (next(mutated.len()), next(256) as u8);
            mutated[place] = value;
        }
        if mutation % 2 == 1 {
            mutated = resealed(mutated); // by whoever means it
        }
        if simulator.load(&mutated).is_ok() {
            n_taken += 1;
            let _diverges_or_not = simulator.run(3, &mut Run::default());
        }
        simulator.load(&bytes).expect("the sound one");
    }
    assert!((4_000..6_000).contains(&n_taken), "{n_taken} were taken: those sealed anew");
    assert_eq!(saved(&simulator), bytes);
}

#[test]
fn a_count_that_is_loaded_at_its_end_stays_there() {
    let network = network(PRESETS[0]);
    let mut simulator = under_way(&network, "double");
    let mut bytes = saved(&simulator);
    let last = bytes.len() - 16; // before the checksum: the spikes of the last population
    bytes[last..][..8].copy_from_slice(&u64::MAX.to_le_bytes());
    simulator.load(&resealed(bytes)).expect("a snapshot");
    simulator.inject_spike("gpi", 0).expect("a cell");
    run(&mut simulator, 2);
    assert_eq!(simulator.spike_count("gpi"), Ok(u64::MAX));
}
