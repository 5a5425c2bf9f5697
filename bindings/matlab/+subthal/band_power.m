function power = band_power(signal, interval_ms, low_hz, high_hz, varargin)
    % power = subthal.band_power(signal, interval_ms, low_hz, high_hz): unit^2, both ends included.
    % Options as of subthal.welch_psd.
    config = subthal.internal.welch(interval_ms, varargin);
    power = subthal_mex('band_power', config, signal, low_hz, high_hz);
end
