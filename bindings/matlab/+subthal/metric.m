function value = metric(name, recording, second)
    % value = subthal.metric(name, recording) computes a metric of one population, one of
    % subthal.names('metric'); subthal.metric(name, first, second) one of two populations.
    % A recording comes from subthal.recording. NaN where it has no such value.
    if nargin < 3
        value = subthal_mex('metric_compute', name, recording);
    else
        value = subthal_mex('metric_compute_of_two', name, recording, second);
    end
end
