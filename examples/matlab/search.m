function search(most_evaluations)
    % search(most_evaluations) goes from the healthy circuit to a parkinsonian state: five numbers,
    % found by fminsearch in about so many evaluations (120). All seeds of a point are one call of
    % subthal.evaluate. addpath bindings/matlab first.
    %
    % Run in GNU Octave 7.3 only. In MATLAB, particleswarm or surrogateopt (Global Optimization
    % Toolbox) would replace fminsearch: they take bounds, and particleswarm with 'UseVectorized'
    % a whole generation at once, which evaluate runs in one call.
    if nargin < 1, most_evaluations = 120; end
    net = subthal.Network.from_preset('stn_gpe_gpi_adex_healthy');
    seeds = 1:4;  % for every point: else a lucky draw passes for a good step
    n_evaluations = 0;
    least = Inf;
    started = tic;

    function loss = objective(x)
        seen = trials(net, place_of(x), seeds, 2000);
        loss = mean(losses(seen));
        n_evaluations = n_evaluations + 1;
        if loss < least
            least = loss;
            trials_per_s = n_evaluations * numel(seeds) / toc(started);
            fprintf('%11d %8.0f %8.3f', n_evaluations, trials_per_s, loss);
            fprintf(' %6.2f', mean(seen, 2));
            fprintf('\n');
        end
    end

    fprintf('evaluations trials/s     loss   rates of STN, GPe, GPi, Hz; beta, dB; kappa\n');
    options = optimset('MaxFunEvals', most_evaluations, 'TolX', 0.01, 'TolFun', 0.001);
    x = fminsearch(@objective, repmat(start(), 1, 5), options);
    print_found(place_of(x), trials(net, place_of(x), 1000001:1000010, 3000));
end

function x = start()
    % The first simplex is as large as the start in Octave, a twentieth of it in MATLAB: 1 in both.
    x = 1;
    if ~exist('OCTAVE_VERSION', 'builtin'), x = 20; end
end

function place = place_of(x)
    % From 0 to 1 across each side of the box, whatever x is, and in the middle at the start.
    place = (1 + sin((x - start()) / 2)) / 2;
end

function [sides, values] = box(place)
    % The sides of the box, and the values at places across them.
    sides = struct('path', {'stn.i_app', 'gpe.i_app', 'gpi.i_app', 'stn_to_gpe.weight', ...
        'gpe_to_stn.weight'}, 'unit', {'uA/cm2', 'pA', 'pA', 'nS', 'nS'});
    low = [45, -250, 100, 2.5, 50];
    high = [130, 300, 500, 300, 10000];
    values = low + (high - low) .* place;
    weights = 4:5;  % by ratio: equal steps in the logarithm
    values(weights) = low(weights) .* (high(weights) ./ low(weights)) .^ place(weights);
end

function [metrics, wanted] = measures()
    metrics = {'stn.rate', 'gpe.rate', 'gpi.rate', 'stn.beta_prominence', ...
        'gpe.beta_prominence', 'stn.kappa'};
    wanted = {'20 to 35 Hz', '30 to 55 Hz', '75 to 109 Hz', '12 dB or more', '12 dB or more', ...
        '0.15 to 0.5'};
end

function seen = trials(net, place, seeds, measured_ms)
    % (metrics x seeds). Each seed draws its own wiring, cells and noise. Silence has NaN for a
    % beta, and a trial that failed for everything, which is as bad: both are 0.
    [sides, values] = box(place);
    result = subthal.evaluate(net, seeds, measures(), 'params', {sides.path}, ...
        'values', repmat(values', 1, numel(seeds)), 'protocol', ...
        struct('burn_in_ms', 300, 'measured_ms', measured_ms, 'redraw_wiring', true));
    failed = ~strcmp(result.status, 'ok');
    cellfun(@(sentence) fprintf(2, '%s\n', sentence), result.sentence(failed));
    seen = result.values;
    seen(isnan(seen)) = 0;
end

function each = losses(seen)
    % Rates of monkeys after MPTP, and beta that stands out; kappa has a top, else full synchrony
    % wins. All squared, in units of what may be tolerated.
    off = @(seen, middle, half) ((seen - middle) / half) .^ 2;
    above_0 = @(excess, tolerated) (max(excess, 0) / tolerated) .^ 2;
    rates = off(seen(1, :), 27.5, 7.5) + off(seen(2, :), 42.5, 12.5) + off(seen(3, :), 92, 17);
    beta = above_0(12 - seen(4, :), 4) + above_0(12 - seen(5, :), 4) + ...
        above_0(0.15 - seen(6, :), 0.05) + above_0(seen(6, :) - 0.5, 0.15);
    each = rates / 3 + beta / 2;
end

function print_found(place, seen)
    fprintf('Found, and seen on %d seeds that are new to it, loss %.3f:\n', size(seen, 2), ...
        mean(losses(seen)));
    [sides, values] = box(place);
    shown = [{sides.path}; num2cell(values); {sides.unit}];
    fprintf('%-20s %7.2f %s\n', shown{:});
    [metrics, wanted] = measures();
    seen = [mean(seen, 2), min(seen, [], 2), max(seen, [], 2)]';
    shown = [metrics; num2cell(seen); wanted];
    fprintf('%-20s %7.2f (%.2f to %.2f), wanted %s\n', shown{:});
end
