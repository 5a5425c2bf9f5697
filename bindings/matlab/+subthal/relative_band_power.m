function fraction = relative_band_power(signal, interval_ms, band_hz, of_hz, varargin)
    % fraction = subthal.relative_band_power(signal, interval_ms, [low, high], [low, high]): the
    % power in the first band over that in the second. Options as of subthal.welch_psd.
    config = subthal.internal.welch(interval_ms, varargin);
    fraction = subthal_mex('relative_band_power', config, signal, band_hz, of_hz);
end
