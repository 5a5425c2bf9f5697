function [density, frequency_hz] = welch_psd(signal, interval_ms, varargin)
    % [density, frequency_hz] = subthal.welch_psd(signal, interval_ms, 'segment', n, 'overlap', n)
    % is the power spectral density by Welch's method, unit^2/Hz, n_bins x 1 each. Segments are of
    % 1 s and overlap by half unless set, in samples.
    config = subthal.internal.welch(interval_ms, varargin);
    density = subthal_mex('welch_psd', config, signal);
    frequency_hz = subthal_mex('welch_frequencies', config);
end
