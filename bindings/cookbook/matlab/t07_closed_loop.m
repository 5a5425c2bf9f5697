% A closed loop: each millisecond the current into the STN follows from its mean synaptic current.
net = subthal.Network.from_preset('stn_gpe_gpi_adex_parkinsonian', 'seed', 1);
net.add_input('stimulus', 'stn');
net.add_probe('stn', 'i_syn', 'mean', true);
sim = net.simulator();
step = sim.stepper(40);  % 40 steps are a millisecond
[lfp, current] = deal(zeros(1, 1000));
level = 0;
for k = 1:1000
    lfp(k) = mean(step(current(max(k - 1, 1)) * ones(1, 40)));
    level = level + 0.01 * (lfp(k) - level);    % a slow mean
    current(k) = max(min(-2 * (lfp(k) - level), 5), -5);
end
fprintf('after %g ms the LFP varies by %.3f, the current by %.3f\n', sim.time_ms(), ...
    std(lfp(200:end)), std(current(200:end)));
