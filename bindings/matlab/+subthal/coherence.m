function [values, frequency_hz] = coherence(x, y, interval_ms, varargin)
    % [values, frequency_hz] = subthal.coherence(x, y, interval_ms): magnitude squared, from 0 to
    % 1, n_bins x 1. Options as of subthal.welch_psd; see subthal.coherence_threshold.
    config = subthal.internal.welch(interval_ms, varargin);
    values = subthal_mex('coherence', config, x, y);
    frequency_hz = subthal_mex('welch_frequencies', config);
end
