function [frequency_hz, density] = beta_peak(signal, interval_ms, varargin)
    % [frequency_hz, density] = subthal.beta_peak(signal, interval_ms): the largest density in
    % 13-30 Hz, smoothed over 3 bins. Options as of subthal.welch_psd.
    config = subthal.internal.welch(interval_ms, varargin);
    [frequency_hz, density] = subthal_mex('beta_peak', config, signal);
end
