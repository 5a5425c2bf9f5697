function frequency_hz = frequencies(config, n_bins)
    % Bins are from 0 to half the rate of sampling; a default segment is 1 s.
    segment = round(1000 / config.interval_ms);
    if isfield(config, 'segment') && ~isempty(config.segment) && config.segment > 0
        segment = double(config.segment);
    end
    frequency_hz = (0:n_bins - 1)' * 1000 / (segment * config.interval_ms);
end
