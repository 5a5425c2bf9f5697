function bursts = bursts_after_silence(recording, min_silence_ms, max_interval_ms)
    % bursts = subthal.bursts_after_silence(recording, min_silence_ms, max_interval_ms): of every
    % cell after a silence, as in the thalamus: 2 spikes or more, at most 4 ms apart, after 100 ms
    % unless given. A struct array as of subthal.bursts_by_surprise; surprise is NaN.
    if nargin < 2, min_silence_ms = 100; end
    if nargin < 3, max_interval_ms = 4; end
    bursts = subthal_mex('bursts_after_silence', recording, min_silence_ms, max_interval_ms);
end
