function db = beta_prominence(signal, interval_ms, varargin)
    % db = subthal.beta_prominence(signal, interval_ms): the beta peak over the median of 5-10 and
    % 36-60 Hz. Options as of subthal.welch_psd.
    db = subthal_mex('beta_prominence', subthal.internal.welch(interval_ms, varargin), signal);
end
