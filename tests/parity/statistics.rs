//! Comparing means of samples.

/// Mean and squared standard error.
pub fn mean_and_error(numbers: &[f64]) -> (f64, f64) {
    let n = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / n;
    let squares: f64 = numbers.iter().map(|x| (x - mean) * (x - mean)).sum();
    (mean, squares / (n - 1.0) / n)
}

/// By how many standard errors the means differ, `least` being what no sample could tell.
pub fn z(ours: &[f64], theirs: &[f64], least: f64) -> f64 {
    let ((ours, our_error), (theirs, their_error)) = (mean_and_error(ours), mean_and_error(theirs));
    (ours - theirs) / (our_error + their_error + least * least).sqrt()
}
