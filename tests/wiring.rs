//! Every rule wires by the distribution it promises, and a projection's wiring is nobody else's.
//!
//! Distributions are judged by chi-squared at p = 1e-4. The seeds are fixed: a law holds or fails for good.

use std::collections::HashSet;
use subthal::error::Error;
use subthal::network::{Network, Projection, Rule, Wiring};

const MODEL: &str = "adex_gpi";

fn projection(name: &str, to: &str, rule: Rule) -> Projection {
    Projection { name: name.into(), from: "a".into(), to: to.into(), rule, ..Projection::default() }
}

/// Populations a and b, and synapses "ab" from a to `to`.
fn network(seed: u64, [n_a, n_b]: [usize; 2], to: &str, rule: Rule) -> Network {
    let mut network = Network::new(seed);
    network.add_population("a", MODEL, n_a).unwrap();
    network.add_population("b", MODEL, n_b).unwrap();
    network.add_projection(projection("ab", to, rule)).unwrap();
    network
}

fn wiring(seed: u64, sizes: [usize; 2], to: &str, rule: Rule) -> Wiring {
    network(seed, sizes, to, rule).wiring("ab").unwrap()
}

fn pairs(wiring: &Wiring) -> Vec<(u32, u32)> {
    wiring.pre.iter().copied().zip(wiring.post.iter().copied()).collect()
}

fn degrees(cells: &[u32], n_cells: usize) -> Vec<usize> {
    let mut degrees = vec![0; n_cells];
    cells.iter().for_each(|&cell| degrees[cell as usize] += 1);
    degrees
}

/// The value that chi-squared exceeds with p = 1e-4 (Wilson & Hilferty 1931, PNAS 17:684).
fn critical(freedom: f64) -> f64 {
    let spread = 2.0 / (9.0 * freedom);
    freedom * (1.0 - spread + 3.719 * spread.sqrt()).powi(3)
}

/// Probability of 0, 1, .. n successes.
fn binomial(n: usize, p: f64) -> Vec<f64> {
    let next = |prob: &f64, k: usize| prob * (n - k) as f64 / (k + 1) as f64 * p / (1.0 - p);
    let mut probs = vec![(1.0 - p).powi(n as i32)];
    (0..n).for_each(|k| probs.push(next(&probs[k], k)));
    probs
}

/// Fails unless `degrees` are draws of a binomial; tails expecting fewer than 8 are pooled.
fn assert_binomial(degrees: &[usize], n: usize, p: f64) {
    let expected: Vec<f64> = binomial(n, p).iter().map(|q| q * degrees.len() as f64).collect();
    let mut counts = vec![0.0; n + 1];
    degrees.iter().for_each(|&degree| counts[degree] += 1.0);
    let (mut chi2, mut n_bins, mut pool) = (0.0, 0.0, (0.0, 0.0));
    for (count, expected) in counts.iter().zip(expected) {
        pool = (pool.0 + count, pool.1 + expected);
        if pool.1 >= 8.0 {
            chi2 += (pool.0 - pool.1).powi(2) / pool.1;
            (n_bins, pool) = (n_bins + 1.0, (0.0, 0.0));
        }
    }
    chi2 += (pool.0 - pool.1).powi(2) / pool.1.max(1.0);
    assert!(n_bins > 5.0 && chi2 < critical(n_bins), "chi2 {chi2} in {n_bins} bins");
}

/// Fails unless each of `counts` is as likely, given that a draw takes a share `q` of them at once.
fn assert_uniform(counts: &[usize], n_draws: usize, q: f64) {
    let expected = n_draws as f64 * q;
    let squares: f64 = counts.iter().map(|&count| (count as f64 - expected).powi(2)).sum();
    let n = counts.len() as f64;
    let chi2 = squares / (expected * (1.0 - q)) * (n - 1.0) / n;
    assert!(chi2 < critical(n - 1.0), "chi2 {chi2} for {n} places");
}

#[test]
fn fixed_probability_gives_binomial_degrees() {
    let rule = Rule::FixedProbability { p: 0.1 };
    let into_many = wiring(1, [100, 20_000], "b", rule.clone());
    assert_binomial(&degrees(&into_many.post, 20_000), 100, 0.1);
    let from_many = wiring(2, [20_000, 100], "b", rule.clone());
    assert_binomial(&degrees(&from_many.pre, 20_000), 100, 0.1);
    let among = wiring(3, [1_000, 1], "a", rule);
    assert_binomial(&degrees(&among.post, 1_000), 999, 0.1);
}

#[test]
fn fixed_probability_of_none_and_all_are_exact() {
    let count = |p| wiring(1, [30, 40], "b", Rule::FixedProbability { p }).pre.len();
    assert_eq!((count(0.0), count(1.0)), (0, 1_200));
}

/// How often each pair of 30 x 20 is among 60 in 2000 networks.
fn pair_counts() -> Vec<usize> {
    let mut counts = vec![0; 600];
    for seed in 0..2_000 {
        let chosen = pairs(&wiring(seed, [30, 20], "b", Rule::FixedTotal { n: 60 }));
        assert_eq!(chosen.len(), 60);
        assert_eq!(chosen.iter().collect::<HashSet<_>>().len(), 60, "duplicates");
        chosen.iter().for_each(|&(pre, post)| counts[(post * 30 + pre) as usize] += 1);
    }
    counts
}

#[test]
fn fixed_total_chooses_distinct_pairs_uniformly() {
    assert_uniform(&pair_counts(), 2_000, 0.1);
}

#[test]
fn fixed_total_can_take_every_pair() {
    let all = pairs(&wiring(1, [30, 20], "b", Rule::FixedTotal { n: 600 }));
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), 600);
}

#[test]
fn fixed_in_degree_is_exact_with_distinct_uniform_sources() {
    let wiring = wiring(1, [50, 20_000], "b", Rule::FixedInDegree { k: 10 });
    assert!(degrees(&wiring.post, 20_000).iter().all(|&degree| degree == 10));
    assert_eq!(pairs(&wiring).iter().collect::<HashSet<_>>().len(), 200_000, "duplicates");
    assert_uniform(&degrees(&wiring.pre, 50), 20_000, 0.2);
}

#[test]
fn fixed_in_degree_within_a_population_favours_no_distance() {
    let n = 400;
    let wiring = wiring(1, [n, 1], "a", Rule::FixedInDegree { k: 20 });
    assert!(degrees(&wiring.post, n).iter().all(|&degree| degree == 20));
    let distance = |(pre, post): (u32, u32)| (pre + n as u32 - post) % n as u32;
    let distances: Vec<u32> = pairs(&wiring).into_iter().map(distance).collect();
    let counts = degrees(&distances, n);
    assert_eq!(counts[0], 0, "autapses");
    assert_uniform(&counts[1..], n, 20.0 / 399.0);
}

#[test]
fn one_to_one_goes_around_the_end() {
    for (offset, shift) in
        [(0, 0), (3, 3), (-3, 7), (23, 3), (-23, 7), (i64::MIN, 2), (i64::MAX, 7)]
    {
        let wiring = wiring(1, [10, 10], "b", Rule::OneToOne { offset });
        let expected: Vec<_> = (0..10).map(|pre| (pre, (pre + shift) % 10)).collect();
        assert_eq!(pairs(&wiring), expected, "offset {offset}");
    }
}

#[test]
fn all_to_all_joins_every_pair_once() {
    let wiring = wiring(1, [7, 5], "b", Rule::AllToAll);
    let every = (0..7).flat_map(|pre| (0..5).map(move |post| (pre, post)));
    assert_eq!(pairs(&wiring), every.collect::<Vec<_>>());
}

#[test]
fn no_cell_reaches_itself_by_rule() {
    let total = 12 * 11;
    for (rule, n) in [
        (Rule::AllToAll, total),
        (Rule::FixedProbability { p: 1.0 }, total),
        (Rule::FixedTotal { n: total as u64 }, total),
        (Rule::FixedInDegree { k: 11 }, total),
    ] {
        let pairs = pairs(&wiring(1, [12, 1], "a", rule.clone()));
        assert_eq!(pairs.iter().collect::<HashSet<_>>().len(), n, "{rule:?}");
        assert!(pairs.iter().all(|(pre, post)| pre != post), "{rule:?}");
    }
}

#[test]
fn edges_are_those_listed_weights_and_repeats_included() {
    let (pre, post) = (vec![3, 0, 3, 3, 1], vec![1, 2, 1, 0, 1]);
    let weight = vec![0.5, -1.0, 0.25, 1e-300, 0.0];
    let wiring = wiring(1, [4, 1], "a", Rule::Edges { pre, post, weight });
    assert_eq!(pairs(&wiring), [(0, 2), (1, 1), (3, 1), (3, 1), (3, 0)]);
    assert_eq!(wiring.weight, [-1.0, 0.0, 0.5, 0.25, 1e-300]);
}

#[test]
fn a_total_weight_is_shared_by_the_synapses_of_a_cell() {
    let rule = Rule::FixedInDegree { k: 8 };
    let mut network = network(1, [20, 30], "b", rule.clone());
    let total = Projection { weight: 6.0, weight_is_total: true, ..projection("t", "b", rule) };
    network.add_projection(total).unwrap();
    assert!(network.wiring("t").unwrap().weight.iter().all(|&w| w == 0.75));
    assert!(network.wiring("ab").unwrap().weight.iter().all(|&w| w == 1.0));
}

const RANDOM: [Rule; 3] =
    [Rule::FixedProbability { p: 0.3 }, Rule::FixedTotal { n: 100 }, Rule::FixedInDegree { k: 5 }];

#[test]
fn same_seed_same_wiring_and_other_seed_other_wiring() {
    for rule in RANDOM {
        let of = |seed| wiring(seed, [20, 30], "b", rule.clone());
        assert_eq!(of(5), of(5), "{rule:?}");
        assert_ne!(of(5), of(6), "{rule:?}");
        assert_ne!(of(5), of(5 + (1 << 63)), "{rule:?}");
    }
}

#[test]
fn wiring_does_not_depend_on_other_parts() {
    for rule in RANDOM {
        let alone = network(5, [20, 30], "b", rule.clone()).wiring("ab").unwrap();
        let mut crowded = Network::new(5);
        for (name, n_cells) in [("c", 11), ("b", 30), ("a", 20)] {
            crowded.add_population(name, MODEL, n_cells).unwrap();
        }
        let other = projection("other", "c", Rule::FixedProbability { p: 0.5 });
        crowded.add_projection(other).unwrap();
        crowded.add_projection(projection("ab", "b", rule.clone())).unwrap();
        crowded.set("ab.weight_scale", 2.0).unwrap();
        assert_eq!(pairs(&crowded.wiring("ab").unwrap()), pairs(&alone), "{rule:?}");
    }
}

#[test]
fn another_name_is_another_wiring() {
    for rule in RANDOM {
        let mut network = network(5, [20, 30], "b", rule.clone());
        network.add_projection(projection("ab2", "b", rule)).unwrap();
        assert_ne!(network.wiring("ab").unwrap(), network.wiring("ab2").unwrap());
    }
}

#[test]
fn what_no_memory_holds_is_refused_at_once() {
    let most = 1 << 30;
    let refused = network(1, [most, most], "b", Rule::AllToAll).wiring("ab").err();
    assert!(matches!(refused, Some(Error::TooLarge { .. })), "{refused:?}");
}
