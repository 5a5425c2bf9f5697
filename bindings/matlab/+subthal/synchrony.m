function [r, kappa] = synchrony(recording, frequency_hz)
    % [r, kappa] = subthal.synchrony(recording, frequency_hz): r is 1 for independent cells and
    % n_cells for full synchrony; kappa is the mean pairwise coherency.
    [r, kappa] = subthal_mex('synchrony', recording, frequency_hz);
end
