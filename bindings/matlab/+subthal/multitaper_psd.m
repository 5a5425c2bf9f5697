function [density, frequency_hz] = multitaper_psd(signal, interval_ms, time_bandwidth, n_tapers)
    % [density, frequency_hz] = subthal.multitaper_psd(signal, interval_ms, time_bandwidth, ...
    %                                                  n_tapers)
    % is the power spectral density by tapers (DPSS), unit^2/Hz, n_bins x 1 each. time_bandwidth:
    % half-width of the smoothing x duration; 3 unless given. n_tapers: at most twice that; 5.
    if nargin < 3, time_bandwidth = 3; end
    if nargin < 4, n_tapers = 5; end
    [density, frequency_hz] = subthal_mex('multitaper_psd', signal, interval_ms, ...
        time_bandwidth, n_tapers);
end
