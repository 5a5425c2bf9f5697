//! Wiring: a rule and a stream become synapses, listed by their source.
//!
//! A rule is a generator of (source, target) pairs. It runs twice on the same stream: once to count
//! the synapses of each source, once to put them in place, so that no list of pairs is ever held.

use super::memory::check_fits;
use super::{Network, Projection, Rule};
use crate::error::Error;
use crate::random::Stream;
use std::collections::HashSet;

/// Synapses by source: those of source i stand at `offsets[i]..offsets[i + 1]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Synapses {
    /// One more than there are sources.
    pub offsets: Vec<usize>,
    /// Target cell of each synapse.
    pub targets: Vec<u32>,
    /// Weight of each synapse; empty where all are equal.
    pub weights: Vec<f64>,
    /// How much later than its projection's delay each synapse is, ms; empty where none is.
    pub later_ms: Vec<f64>,
}

/// The realised synapses of a projection, as a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wiring {
    /// Source cell of each synapse, ascending.
    pub pre: Vec<u32>,
    /// Target cell of each synapse.
    pub post: Vec<u32>,
    /// Weight of each synapse, in the projection's unit, its scale not included.
    pub weight: Vec<f64>,
    /// Delay of each synapse, ms; a simulator rounds it to whole steps.
    pub delay_ms: Vec<f64>,
}

impl Network {
    /// The synapses of a projection, by source.
    ///
    /// # Errors
    /// For an index that does not exist, or synapses that do not fit in memory.
    pub fn synapses(&self, projection: usize) -> Result<Synapses, Error> {
        let Some(projection) = self.projections.get(projection) else {
            let why = format!("is {projection}, there are {}", self.projections.len());
            return Err(Error::invalid("projection index", why));
        };
        self.check_wiring(projection)?;
        let mut offsets = reserved(self.size(&projection.from) + 2)?;
        offsets.resize(self.size(&projection.from) + 2, 0_usize);
        self.each_pair(projection, |pre, _, _| offsets[pre as usize + 2] += 1);
        for source in 2..offsets.len() {
            offsets[source] += offsets[source - 1];
        }
        let n_synapses = offsets[offsets.len() - 1];
        let listed = matches!(projection.rule, Rule::Edges { .. });
        let mut targets = reserved(n_synapses)?;
        targets.resize(n_synapses, 0_u32);
        let mut weights = reserved(if listed { n_synapses } else { 0 })?;
        weights.resize(if listed { n_synapses } else { 0 }, 0.0);
        self.each_pair(projection, |pre, post, weight| {
            let place = &mut offsets[pre as usize + 1];
            targets[*place] = post;
            if listed {
                weights[*place] = weight;
            }
            *place += 1;
        });
        offsets.pop();
        if !listed {
            sort_rows(&offsets, &mut targets);
        }
        let later_ms = self.later(projection, n_synapses)?;
        Ok(Synapses { offsets, targets, weights, later_ms })
    }

    /// Fails where the synapses of a projection, as a list, are more than this machine holds: before any is drawn.
    fn check_wiring(&self, projection: &Projection) -> Result<(), Error> {
        let by_source = self.size(&projection.from) as f64 * size_of::<usize>() as f64;
        let synapses = self.expected_synapses(projection) * size_of::<u32>() as f64;
        check_fits(&format!("the wiring of {}", projection.name), (by_source + synapses) as u64)
    }

    /// How much later than the delay of their projection its synapses are, in their order.
    fn later(&self, projection: &Projection, n_synapses: usize) -> Result<Vec<f64>, Error> {
        let spread_ms = self.get(&format!("{}.delay_spread", projection.name)).unwrap_or(0.0);
        let n_drawn = if spread_ms > 0.0 { n_synapses } else { 0 };
        let mut stream = Stream::named(self.seed, &["delay", &projection.name]);
        let mut later_ms = reserved(n_drawn)?;
        later_ms.extend((0..n_drawn).map(|_| stream.unit() * spread_ms));
        Ok(later_ms)
    }

    /// The realised synapses of a projection, as a list ordered by source.
    ///
    /// # Errors
    /// `Error::UnknownName` for an unknown projection; synapses that do not fit in memory.
    pub fn wiring(&self, projection: &str) -> Result<Wiring, Error> {
        let index = self.find_projection(projection)?;
        let Synapses { offsets, targets, weights, later_ms } = self.synapses(index)?;
        let mut pre = reserved(targets.len())?;
        for (source, row) in offsets.windows(2).enumerate() {
            pre.extend((row[0]..row[1]).map(|_| source as u32));
        }
        let weight = if weights.is_empty() {
            vec![self.unit_weight(index, targets.len()); targets.len()]
        } else {
            weights
        };
        let delay = self.get(&format!("{projection}.delay")).unwrap_or(0.0); // none where graded
        let later = later_ms.into_iter().chain(std::iter::repeat(0.0));
        let delay_ms = later.take(targets.len()).map(|later_ms| delay + later_ms).collect();
        Ok(Wiring { pre, post: targets, weight, delay_ms })
    }

    /// The weight of one synapse of a projection with equal weights; 1 for listed edges.
    pub fn unit_weight(&self, projection: usize, n_synapses: usize) -> f64 {
        let projection = &self.projections[projection];
        let Ok(weight) = self.get(&format!("{}.weight", projection.name)) else { return 1.0 };
        if projection.weight_is_total && n_synapses > 0 {
            weight * self.size(&projection.to) as f64 / n_synapses as f64
        } else {
            weight
        }
    }

    /// About how many synapses a projection will have; exact but for fixed probability.
    pub fn expected_synapses(&self, projection: &Projection) -> f64 {
        let (n_pre, n_post) = (self.size(&projection.from), self.size(&projection.to));
        let pairs = n_pre.saturating_sub(self.itself(projection)) as f64 * n_post as f64;
        match &projection.rule {
            Rule::FixedProbability { p } => p * pairs,
            Rule::FixedTotal { n } => *n as f64,
            Rule::FixedInDegree { k } => *k as f64 * n_post as f64,
            Rule::OneToOne { .. } => n_post as f64,
            Rule::AllToAll => pairs,
            Rule::Edges { pre, .. } => pre.len() as f64,
        }
    }

    fn size(&self, population: &str) -> usize {
        self.populations.iter().find(|p| p.name == population).map_or(0, |p| p.n_cells)
    }

    /// 1 where a population projects to itself, so that each cell has one source fewer; else 0.
    fn itself(&self, projection: &Projection) -> usize {
        usize::from(projection.from == projection.to)
    }

    /// Visits every synapse as (source, target, weight); the same ones at every call.
    fn each_pair(&self, projection: &Projection, mut visit: impl FnMut(u32, u32, f64)) {
        let sources = self.size(&projection.from) - self.itself(projection);
        let pairs = Pairs {
            sources: sources as u64,
            targets: self.size(&projection.to) as u64,
            skips_itself: projection.from == projection.to,
        };
        let mut stream = Stream::named(self.seed, &["wiring", &projection.name]);
        let visit_pair = |index: u64| {
            let (pre, post) = pairs.at(index);
            visit(pre, post, 1.0);
        };
        match &projection.rule {
            Rule::FixedProbability { p } => bernoulli(&mut stream, *p, pairs.count(), visit_pair),
            Rule::FixedTotal { n } => {
                let mut taken = Taken::new(*n, pairs.count());
                distinct(&mut stream, *n, pairs.count(), &mut taken, visit_pair);
            }
            Rule::FixedInDegree { k } => {
                let mut taken = Taken::new(*k as u64, pairs.sources);
                for post in 0..pairs.targets {
                    distinct(&mut stream, *k as u64, pairs.sources, &mut taken, |source| {
                        visit(pairs.source(source, post), post as u32, 1.0);
                    });
                }
            }
            Rule::OneToOne { offset } => (0..pairs.targets).for_each(|pre| {
                let post =
                    (i128::from(pre) + i128::from(*offset)).rem_euclid(i128::from(pairs.targets));
                visit(pre as u32, post as u32, 1.0);
            }),
            Rule::AllToAll => (0..pairs.count()).for_each(visit_pair),
            Rule::Edges { pre, post, weight } => {
                pre.iter()
                    .zip(post)
                    .zip(weight)
                    .for_each(|((&pre, &post), &w)| visit(pre, post, w));
            }
        }
    }
}

/// All pairs that a rule may choose, numbered: the pairs of target 0 first.
struct Pairs {
    /// Sources that a target can have.
    sources: u64,
    targets: u64,
    skips_itself: bool,
}

impl Pairs {
    fn count(&self) -> u64 {
        self.sources * self.targets
    }

    fn at(&self, index: u64) -> (u32, u32) {
        let (post, source) = (index / self.sources, index % self.sources);
        (self.source(source, post), post as u32)
    }

    /// The cell that is the `source`-th of those which target `post` can have.
    fn source(&self, source: u64, post: u64) -> u32 {
        (source + u64::from(self.skips_itself && source >= post)) as u32
    }
}

/// Visits each number below `count` with probability `p`, by drawing the gaps between them.
fn bernoulli(stream: &mut Stream, p: f64, count: u64, mut visit: impl FnMut(u64)) {
    if p >= 1.0 {
        return (0..count).for_each(visit);
    }
    let mut index = stream.gap(p);
    while index < count {
        visit(index);
        index = index.saturating_add(1).saturating_add(stream.gap(p));
    }
}

/// Numbers that have been drawn: a bit each where they lie close, else a set.
enum Taken {
    Bits(Vec<u64>),
    Set(HashSet<u64>),
}

impl Taken {
    /// None yet of the `n` numbers that will be drawn below `count`.
    fn new(n: u64, count: u64) -> Self {
        if count / 256 <= n {
            Self::Bits(vec![0; count.div_ceil(64) as usize])
        } else {
            Self::Set(HashSet::with_capacity(n as usize))
        }
    }

    /// None any more.
    fn clear(&mut self) {
        match self {
            Self::Bits(bits) => bits.fill(0),
            Self::Set(set) => set.clear(),
        }
    }

    /// Takes a number; whether it was free.
    fn insert(&mut self, number: u64) -> bool {
        match self {
            Self::Bits(bits) => {
                let (word, bit) = (&mut bits[number as usize / 64], 1 << (number % 64));
                let was_free = *word & bit == 0;
                *word |= bit;
                was_free
            }
            Self::Set(set) => set.insert(number),
        }
    }
}

/// Visits `n` distinct numbers below `count`, every set as likely (Floyd; Bentley 1987, CACM 30:754).
fn distinct(
    stream: &mut Stream,
    n: u64,
    count: u64,
    taken: &mut Taken,
    mut visit: impl FnMut(u64),
) {
    taken.clear();
    for last in count - n..count {
        let drawn = stream.below(last + 1);
        let number = if taken.insert(drawn) { drawn } else { last };
        taken.insert(number);
        visit(number);
    }
}

/// An empty vector with room for `len` elements.
fn reserved<T>(len: usize) -> Result<Vec<T>, Error> {
    let mut vector = Vec::new();
    let bytes = (len as u64).saturating_mul(size_of::<T>() as u64);
    let too_large =
        |_| Error::TooLarge { what: "the wiring".into(), bytes, limit: super::memory_limit() };
    vector.try_reserve_exact(len).map_err(too_large)?;
    Ok(vector)
}

fn sort_rows(offsets: &[usize], targets: &mut [u32]) {
    offsets.windows(2).for_each(|row| targets[row[0]..row[1]].sort_unstable());
}
