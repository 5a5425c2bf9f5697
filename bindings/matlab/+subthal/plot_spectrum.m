function plot_spectrum(signal, interval_ms, highest_hz)
    % subthal.plot_spectrum(signal, interval_ms, highest_hz) draws the power spectral density in
    % dB up to highest_hz, 100 unless given; the beta band, 13-30 Hz, is shaded.
    if nargin < 3, highest_hz = 100; end
    [density, frequency_hz] = subthal.welch_psd(signal, interval_ms);
    shown = frequency_hz > 0 & frequency_hz <= highest_hz;
    db = 10 * log10(density(shown));
    ends = [floor(min(db)), ceil(max(db)) + 1];
    fill([13, 30, 30, 13], ends([1, 1, 2, 2]), [0.9, 0.9, 0.82], 'EdgeColor', 'none');
    hold on
    plot(frequency_hz(shown), db, 'Color', [0.1, 0.2, 0.5], 'LineWidth', 1);
    hold off
    axis([0, highest_hz, ends]);
    xlabel('frequency (Hz)');
    ylabel('power density (dB)');
end
