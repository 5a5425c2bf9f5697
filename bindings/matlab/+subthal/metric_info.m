function info = metric_info(name)
    % info = subthal.metric_info(name): name, unit, meaning of a metric; needs_signal (0: made from
    % spikes, 1: the mean of 'v', 2: the mean of 'i_syn', 3: spikes that answer a train of pulses:
    % subthal.relay, and 'population.train.metric' in subthal.evaluate); n_populations (1 or 2).
    info = subthal_mex('metric_describe', name);
end
