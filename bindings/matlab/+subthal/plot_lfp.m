function plot_lfp(signal, interval_ms, unit)
    % subthal.plot_lfp(signal, interval_ms, unit) draws a signal against time: the mean of 'i_syn',
    % say, and its unit from sim.channels().
    if nargin < 3, unit = ''; end
    plot((1:numel(signal)) * interval_ms, signal, 'Color', [0.1, 0.2, 0.5]);
    xlim([0, numel(signal) * interval_ms]);
    xlabel('time (ms)');
    if isempty(unit), ylabel('LFP'); else, ylabel(['LFP (', unit, ')']); end
end
