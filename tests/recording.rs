//! What a run writes: rows, spikes, and what is left of them when the numbers end.

use subthal::engine::{Run, Simulator, SimulatorConfig, Spike};
use subthal::error::Error;
use subthal::network::{Network, Probe};
use subthal::presets::{self, Preset};

fn simulator(name: &str) -> Simulator {
    let mut network = presets::build(name, &Preset::default()).unwrap();
    for population in ["stn", "gpe", "gpi"] {
        let (population, variable) = (population.into(), "v".into());
        network.add_probe(Probe { population, variable, ..Probe::default() }).unwrap();
    }
    Simulator::new(&network, &SimulatorConfig::default()).unwrap()
}

mod rows {
    use super::*;

    #[test]
    fn every_counts_steps_from_the_beginning() {
        let mut simulator = simulator("stn_gpe_gpi_adex_healthy");
        let n_channels = simulator.channels().len();
        assert_eq!(simulator.row_count(9, 10), 0);
        simulator.run(9, &mut Run::default()).unwrap();
        assert_eq!((simulator.row_count(1, 10), simulator.row_count(11, 10)), (1, 2));
        assert_eq!((simulator.row_count(7, 0), simulator.row_count(7, 1)), (7, 7));
        let mut rows = vec![f64::NAN; 2 * n_channels];
        let mut run = Run { rows: &mut rows, every: 10, ..Run::default() };
        simulator.run(11, &mut run).unwrap();
        assert_eq!(run.n_rows, 2);
        let last: Vec<f64> = simulator.state("stn", "v").unwrap().collect();
        assert_eq!(rows[n_channels..][..last.len()], *last, "the row after step 20");
    }

    #[test]
    fn channels_are_the_probed_cells_or_their_mean() {
        let mut network = Network::new(1);
        network.add_population("p", "adex_gpe", 4).unwrap();
        network.set_initial("p.v", &[-61.0, -62.0, -63.0, -64.0]).unwrap();
        let probe = |cells: &[u32], mean| {
            let (population, variable) = ("p".into(), "v".into());
            Probe { population, variable, cells: cells.into(), mean }
        };
        for (cells, mean) in [(&[3, 1][..], false), (&[3, 1], true), (&[], true)] {
            network.add_probe(probe(cells, mean)).unwrap();
        }
        let mut simulator = Simulator::new(&network, &SimulatorConfig::default()).unwrap();
        let names: Vec<_> = simulator.channels().iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["p.v[3]", "p.v[1]", "p.v", "p.v"]);
        let mut row = [0.0; 4];
        simulator.run(1, &mut Run { rows: &mut row, ..Run::default() }).unwrap();
        let v: Vec<f64> = simulator.state("p", "v").unwrap().collect();
        assert_eq!(row[..2], [v[3], v[1]]);
        assert!((row[2] - (v[3] + v[1]) / 2.0).abs() < 1e-12);
        assert!((row[3] - v.iter().sum::<f64>() / 4.0).abs() < 1e-12);
    }

    #[test]
    fn short_buffer_is_refused_before_anything_changes() {
        let mut simulator = simulator("stn_gpe_gpi_adex_healthy");
        let needed = 10 * simulator.channels().len();
        let before = simulator.state_hash();
        let mut rows = vec![1.0; needed - 1];
        let refused = simulator.run(10, &mut Run { rows: &mut rows, ..Run::default() });
        let given = needed - 1;
        assert_eq!(refused, Err(Error::BufferTooSmall { name: "rows", needed, given }));
        assert_eq!(simulator.state_hash(), before);
        assert!(rows.iter().all(|x| *x == 1.0));
    }
}

mod spikes {
    use super::*;

    /// The spikes of 200 ms that a buffer of `capacity` holds, and the number of all.
    fn spikes(capacity: usize) -> (Vec<Spike>, u64) {
        let mut simulator = simulator("stn_gpe_gpi_adex_healthy");
        let mut spikes = vec![Spike::default(); capacity];
        let mut run = Run { spikes: &mut spikes, ..Run::default() };
        simulator.run(8_000, &mut run).unwrap();
        let n_spikes = run.n_spikes;
        let counts = ["stn", "gpe", "gpi"].map(|name| simulator.spike_count(name).unwrap());
        assert_eq!(n_spikes, counts.iter().sum::<u64>());
        (spikes, n_spikes)
    }

    #[test]
    fn overflow_fills_the_buffer_and_returns_the_total() {
        let (all, n_spikes) = spikes(100_000);
        assert!((101..100_000).contains(&n_spikes), "{n_spikes}");
        assert_eq!(spikes(100), (all[..100].to_vec(), n_spikes));
        assert_eq!(spikes(0), (Vec::new(), n_spikes));
    }

    #[test]
    fn spikes_come_in_the_order_of_step_population_and_cell() {
        let (all, n_spikes) = spikes(100_000);
        let order = |spike: &Spike| (spike.step, spike.population, spike.cell);
        assert!(all[..n_spikes as usize].windows(2).all(|two| order(&two[0]) < order(&two[1])));
    }
}

mod divergence {
    use super::*;

    const NAME: &str = "seed_adex_default";
    const LONGEST: u64 = 40_000;

    /// How the published sign ends, the run cut into pieces of `cut` steps.
    fn end(simulator: &mut Simulator, cut: u64) -> (String, usize, u64) {
        while simulator.step() < LONGEST {
            match simulator.run(cut, &mut Run::default()) {
                Ok(()) => {}
                Err(Error::Diverged { population, cell, step, .. }) => {
                    return (population, cell, step)
                }
                Err(other) => panic!("{other}"),
            }
        }
        panic!("no divergence in {LONGEST} steps");
    }

    #[test]
    fn published_sign_diverges_at_the_same_place_however_the_run_is_cut() {
        let place = end(&mut simulator(NAME), LONGEST);
        for cut in [1, 5, 64, 1_001] {
            assert_eq!(end(&mut simulator(NAME), cut), place, "cuts of {cut}");
        }
        let mut reset = simulator(NAME);
        end(&mut reset, 100);
        reset.reset();
        assert_eq!(end(&mut reset, LONGEST), place);
    }

    #[test]
    fn physical_sign_does_not_diverge() {
        simulator("seed_adex_default_physical_sign").run(LONGEST, &mut Run::default()).unwrap();
    }

    #[test]
    fn rows_before_the_failing_step_stand_and_the_others_are_zero() {
        let (_, _, failing) = end(&mut simulator(NAME), LONGEST);
        let mut simulator = simulator(NAME);
        let n_channels = simulator.channels().len();
        simulator.run(failing - 5, &mut Run::default()).unwrap();
        let mut rows = vec![7.0; 20 * n_channels];
        let mut run = Run { rows: &mut rows, ..Run::default() };
        assert!(simulator.run(20, &mut run).is_err());
        assert_eq!(run.n_rows, 5);
        let (before, after) = rows.split_at(5 * n_channels);
        assert!(before.iter().all(|v| v.is_finite() && *v != 0.0 && *v != 7.0));
        assert!(after.iter().all(|v| *v == 0.0));
    }

    #[test]
    fn nothing_runs_after_it_until_reset() {
        let mut simulator = simulator(NAME);
        let (population, cell, step) = end(&mut simulator, LONGEST);
        assert_eq!(simulator.divergence(), Some((population.as_str(), cell, step)));
        let stopped = Err(Error::Stopped { population, cell, step });
        assert_eq!(simulator.run(1, &mut Run::default()), stopped);
        assert_eq!(simulator.step(), step);
        simulator.reset();
        assert_eq!(simulator.divergence(), None);
        simulator.run(100, &mut Run::default()).unwrap();
    }
}

#[test]
fn spikes_of_a_step_are_at_most_the_cells_however_often_each_is_made_to_fire() {
    let mut simulator = simulator("stn_gpe_gpi_adex_healthy");
    let sizes: Vec<_> = simulator
        .populations()
        .map(|described| (described.name.clone(), described.n_cells))
        .collect();
    let n_cells: usize = sizes.iter().map(|(_, n_cells)| n_cells).sum();
    for _ in 0..300 {
        for (population, n_cells) in &sizes {
            for cell in (0..*n_cells).chain(0..*n_cells) {
                simulator.inject_spike(population, cell).unwrap();
            }
        }
        let mut run = Run::default();
        simulator.run(1, &mut run).unwrap();
        assert_eq!(run.n_spikes, n_cells as u64);
    }
}
