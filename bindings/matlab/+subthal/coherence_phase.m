function [phase, frequency_hz] = coherence_phase(x, y, interval_ms, varargin)
    % [phase, frequency_hz] = subthal.coherence_phase(x, y, interval_ms): in radians from -pi to pi,
    % positive where y leads, n_bins x 1. Options as of subthal.welch_psd. It means something where
    % the coherence exceeds subthal.coherence_threshold.
    config = subthal.internal.welch(interval_ms, varargin);
    phase = subthal_mex('coherence_phase', config, x, y);
    frequency_hz = subthal_mex('welch_frequencies', config);
end
