function power = seed_beta_power(signal, interval_ms)
    % power = subthal.seed_beta_power(signal, interval_ms): summed |rfft|^2 over 13-30 Hz. It
    % counts tonic firing as beta; prefer subthal.beta_prominence.
    power = subthal_mex('seed_beta_power', signal, interval_ms);
end
