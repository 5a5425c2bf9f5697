function [density, frequency_hz] = spike_spectrum(recording, bin_steps, time_bandwidth, n_tapers)
    % [density, frequency_hz] = subthal.spike_spectrum(recording, bin_steps, time_bandwidth, ...
    %                                                  n_tapers)
    % is the spectrum of the rate of a cell in bins of so many steps, averaged over the cells, in
    % Hz^2/Hz, n_bins x 1 each: 2 r of a Poisson train of rate r. The rest as of multitaper_psd.
    if nargin < 3, time_bandwidth = 3; end
    if nargin < 4, n_tapers = 5; end
    [density, frequency_hz] = subthal_mex('spike_spectrum', recording, bin_steps, ...
        time_bandwidth, n_tapers);
end
