function threshold = coherence_threshold(interval_ms, n_samples, alpha, varargin)
    % threshold = subthal.coherence_threshold(interval_ms, n_samples, alpha): what independent
    % signals exceed in a bin with probability alpha. Options as of subthal.welch_psd.
    config = subthal.internal.welch(interval_ms, varargin);
    threshold = subthal_mex('coherence_threshold', config, n_samples, alpha);
end
