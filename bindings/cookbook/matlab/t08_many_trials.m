% Many trials in one call, on all cores: parameters and seeds in, metrics out.
net = subthal.Network.from_preset('stn_gpe_gpi_adex_healthy', 'seed', 1);
scales = repelem([0.5, 1, 2], 4);  % each with four seeds
result = subthal.evaluate(net, repmat(1:4, 1, 3), {'stn.rate', 'gpe.cv'}, ...
    'params', {'gpe_to_stn.weight_scale'}, 'values', scales, ...
    'protocol', struct('burn_in_ms', 200, 'measured_ms', 1000), ...
    'progress', @(n_done, n_trials) fprintf('%d of %d\n', n_done, n_trials) > 0);
for scale = [0.5, 1, 2]
    fprintf('scale %.1f: STN %.1f Hz, GPe CV %.2f\n', scale, mean(result.values(:, scales == scale), 2));
end
