function [bursts, threshold] = beta_bursts(signal, interval_ms, varargin)
    % [bursts, threshold] = subthal.beta_bursts(signal, interval_ms, Name, Value...): bursts of a
    % rhythm after Tinkhauser et al. (2017), where the smoothed envelope of a band stays high:
    %   low_hz, high_hz  the band; 13, 30
    %   smoothing_ms     over which the envelope is averaged; 200
    %   percentile       of the envelope that it must exceed; 75
    %   threshold        what it must exceed instead, in the unit of the signal; none
    %   min_ms           for how long it must; 100
    % bursts: a struct array of first_sample, last_sample (from 1), amplitude; threshold: what the
    % envelope had to exceed.
    config = subthal.internal.options(varargin);
    config.interval_ms = interval_ms;
    [bursts, threshold] = subthal_mex('beta_bursts', config, signal);
end
