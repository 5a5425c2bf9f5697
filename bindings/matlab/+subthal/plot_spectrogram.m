function plot_spectrogram(signal, interval_ms, highest_hz)
    % subthal.plot_spectrogram(signal, interval_ms, highest_hz) draws power density in dB over time
    % and frequency, up to highest_hz, 60 unless given: windows of 500 ms, each 50 ms later. Colours
    % end 30 dB below the largest.
    if nargin < 3, highest_hz = 60; end
    window = round(500 / interval_ms);
    starts = 1:round(50 / interval_ms):numel(signal) - window + 1;
    if isempty(starts)
        error('subthal:invalid_argument', 'a spectrogram needs 500 ms of signal or more');
    end
    power = [];
    for k = 1:numel(starts)
        piece = signal(starts(k):starts(k) + window - 1);
        [density, frequency_hz] = subthal.welch_psd(piece, interval_ms, 'segment', window, ...
            'overlap', 0);
        shown = frequency_hz > 0 & frequency_hz <= highest_hz;
        power(:, k) = density(shown); %#ok<AGROW>
    end
    times_ms = (starts - 1 + window / 2) * interval_ms;
    db = 10 * log10(power + realmin);
    imagesc(times_ms, frequency_hz(shown), db, max(db(:)) + [-30, 0]);
    axis xy
    xlabel('time (ms)');
    ylabel('frequency (Hz)');
    bar = colorbar();
    ylabel(bar, 'power density (dB)');
end
