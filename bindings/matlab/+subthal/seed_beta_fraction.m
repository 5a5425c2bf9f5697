function fraction = seed_beta_fraction(signal, interval_ms)
    % fraction = subthal.seed_beta_fraction(signal, interval_ms): seed_beta_power over the same sum
    % from 1 to 100 Hz.
    fraction = subthal_mex('seed_beta_fraction', signal, interval_ms);
end
