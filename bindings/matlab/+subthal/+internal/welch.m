function config = welch(interval_ms, pairs)
    % config = welch(interval_ms, {'segment', n, 'overlap', n}): how a signal is sampled and cut.
    config = subthal.internal.options(pairs);
    config.interval_ms = interval_ms;
end
