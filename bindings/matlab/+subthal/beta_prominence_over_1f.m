function db = beta_prominence_over_1f(signal, interval_ms, varargin)
    % db = subthal.beta_prominence_over_1f(signal, interval_ms): the beta peak over a 1/f line
    % fitted to 4-10 and 36-100 Hz. Options as of subthal.welch_psd.
    config = subthal.internal.welch(interval_ms, varargin);
    db = subthal_mex('beta_prominence_over_1f', config, signal);
end
