//! The power of a band by a sliding Fourier transform, as implants that sense compute it.
//!
//! The signal is brought to a lower rate by the mean of each group of samples, windowed by a periodic
//! Hann window, and transformed; the power is the one-sided density summed over the bins of the band,
//! times their distance, so a sine of amplitude A that lies in the band has A^2 / 2. Nothing is
//! detrended. What was before the first sample is taken for 0.
//!
//! Only the band's bins are carried, each as the sum over the last n samples of x e^(-2 pi i k j / n)
//! with j counted around a ring of n: a sample leaves with the phase with which it came, so a step
//! costs two products a bin, whatever the hop is. The Hann window is then a sum over three neighbouring
//! bins. A second set of sums begins anew at each turn of the ring, so that rounding does not add up.

use crate::control::checks::{quiet, some_samples, zeros};
use crate::control::complex::Complex;
use crate::control::estimator_config::EstimatorConfig;
use crate::control::state::{state, Place};
use crate::error::Error;

/// How far a ratio of rates, or a bin, may be from a whole number.
const WHOLE: f64 = 1e-9;

const MOST_POINTS: u32 = 1 << 20;

/// The sums of one bin: over the ring, and since the ring last closed.
#[derive(Clone, Copy, Debug, Default)]
struct Bin {
    sum: Complex,
    anew: Complex,
}

state!(Bin: sum, anew);

/// Band power, renewed once a hop.
#[derive(Clone, Debug)]
pub(in crate::control) struct BandPower {
    turns: Vec<Complex>,
    first_bin: usize,
    group: Place,
    in_group: f64,
    ring: Vec<f64>,
    place: Place,
    bins: Vec<Bin>,
    hop: Place,
    power: f64,
}

state!(BandPower: group, in_group, ring, place, bins, hop, power);

impl BandPower {
    pub(in crate::control) fn new(config: &EstimatorConfig) -> Result<Self, Error> {
        let n = u64::from(check_points(config.fft_points)?);
        let group = group(config.sample_hz, config.fft_hz)?;
        let (first, end) = bins(config)?;
        let hop = some_samples("hop_ms", config.hop_ms, config.fft_hz / 1000.0)?;
        let mut turns: Vec<Complex> = zeros("the transform", n)?;
        for (j, turn) in turns.iter_mut().enumerate() {
            *turn = Complex::turned(j as f64 / n as f64).conj();
        }
        Ok(Self {
            turns,
            first_bin: first - 1,
            group: Place::first(group),
            in_group: 0.0,
            ring: zeros("the window", n)?,
            place: Place::first(n as usize),
            bins: zeros("the bins", (end - first + 2) as u64)?,
            hop: Place::first(hop as usize),
            power: 0.0,
        })
    }

    /// The power as it was last computed, in the square of the signal's unit, and whether it was now.
    #[inline]
    pub(in crate::control) fn step(&mut self, x: f64) -> (f64, bool) {
        self.in_group = quiet(self.in_group + x);
        if !self.group.advance() {
            return (self.power, false);
        }
        let mean = quiet(self.in_group / self.group.of as f64);
        self.in_group = 0.0;
        self.take(mean);
        let renewed = self.hop.advance();
        if renewed {
            self.power = quiet(self.hann_power());
        }
        (self.power, renewed)
    }

    /// Takes one sample of the lower rate into every bin, and the oldest out.
    fn take(&mut self, x: f64) {
        let (n, at) = (self.place.of, self.place.at);
        let rise = x - std::mem::replace(&mut self.ring[at], x);
        let closed = self.place.advance();
        let mut turn = (self.first_bin * at) % n;
        for bin in &mut self.bins {
            bin.sum = (bin.sum + self.turns[turn].scaled(rise)).quiet();
            bin.anew = (bin.anew + self.turns[turn].scaled(x)).quiet();
            if closed {
                (bin.sum, bin.anew) = (bin.anew, Complex::default());
            }
            turn = if turn + at >= n { turn + at - n } else { turn + at };
        }
    }

    /// 2 |X|^2 / (rate x sum of the window's squares, 3 n / 8) x the distance of bins, summed.
    fn hann_power(&self) -> f64 {
        let n = self.place.of as f64;
        let oldest = self.turns[self.place.at];
        let of_bin = |three: &[Bin]| {
            let sides = three[0].sum * oldest + three[2].sum * oldest.conj();
            (three[1].sum.scaled(0.5) - sides.scaled(0.25)).quiet().norm_sqr()
        };
        self.bins.windows(3).map(of_bin).sum::<f64>() * (16.0 / (3.0 * n * n))
    }
}

fn check_points(points: u32) -> Result<u32, Error> {
    if (4..=MOST_POINTS).contains(&points) {
        return Ok(points);
    }
    let (min, max) = (4.0, f64::from(MOST_POINTS));
    let name = "fft_points".into();
    Err(Error::OutOfRange { name, value: points.into(), min, max, unit: "1".into() })
}

/// How many samples become one.
fn group(sample_hz: f64, fft_hz: f64) -> Result<usize, Error> {
    let ratio = sample_hz / fft_hz;
    let whole = ratio.round();
    if !(1.0..=1e9).contains(&whole) || (ratio - whole).abs() > WHOLE * whole {
        let why = format!("= {fft_hz} Hz must be sample_hz = {sample_hz} Hz over a whole number");
        return Err(Error::invalid("fft_hz", why));
    }
    Ok(whole as usize)
}

/// The bins of the closed band: first and the one after the last.
fn bins(config: &EstimatorConfig) -> Result<(usize, usize), Error> {
    crate::control::band_pass::check_band(config.low_hz, config.high_hz, config.fft_hz)?;
    let bin = |hz: f64| hz * f64::from(config.fft_points) / config.fft_hz;
    let first = (bin(config.low_hz) * (1.0 - WHOLE)).ceil() as usize;
    let end = (bin(config.high_hz) * (1.0 + WHOLE)).floor() as usize + 1;
    let end = end.min((config.fft_points as usize).div_ceil(2));
    if first >= end {
        let apart = config.fft_hz / f64::from(config.fft_points);
        let why = format!("holds no bin of the transform; they are {apart} Hz apart");
        return Err(Error::invalid("band", why));
    }
    Ok((first, end))
}
