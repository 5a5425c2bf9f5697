function rate_hz = population_rate(recording, bin_steps)
    % rate_hz = subthal.population_rate(recording, bin_steps): the rate of a cell, averaged over
    % the population, n_bins x 1: the signal in which to look for beta.
    rate_hz = subthal_mex('population_rate', recording, bin_steps);
end
