% A network by hand: two populations, synapses both ways, noise.
net = subthal.Network(7);
net.add_population('stn', 'stn', 40);
net.add_population('gpe', 'adex_gpe', 80);
net.add_projection('stn_to_gpe', 'stn', 'gpe', 'rule', 'fixed_in_degree', 'k', 10, ...
    'weight', 1, 'delay_ms', 2, 'tau_decay_ms', 5, 'e_rev_mv', 0);
net.add_projection('gpe_to_stn', 'gpe', 'stn', 'rule', 'fixed_probability', 'p', 0.2, ...
    'weight', 0.5, 'delay_ms', 4, 'tau_decay_ms', 8, 'e_rev_mv', -85);
net.add_noise('gpe', 'tau_ms', 5, 'mean', 0, 'sigma', 50);  % pA, the unit of the model
net.set_heterogeneity('stn.i_app', 0.1);
net.set_initial_spread('stn.v', 5);
sim = net.simulator();
sim.run(40000);
fprintf('in 1 s the STN fired %d spikes, the GPe %d\n', sim.spike_count('stn'), ...
    sim.spike_count('gpe'));
