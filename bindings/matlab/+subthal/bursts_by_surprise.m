function bursts = bursts_by_surprise(recording, min_surprise)
    % bursts = subthal.bursts_by_surprise(recording, min_surprise): of every cell by Poisson
    % surprise (Legendy and Salcman 1985), 5 or more unless given, and 3 spikes or more. A struct
    % array, cell after cell: first_step, last_step, cell (from 1), n_spikes, surprise.
    if nargin < 2, min_surprise = 5; end
    bursts = subthal_mex('bursts_by_surprise', recording, min_surprise);
end
