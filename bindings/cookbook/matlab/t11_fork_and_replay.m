% Burn in once, fork the moment into arms, and do one of them again from its log.
net = subthal.Network.from_preset('stn_gpe_gpi_adex_parkinsonian', 'seed', 1);
sim = net.simulator();
sim.run(8000);
for drive = [0, 10, 20]
    arm = sim.fork();
    before = arm.spike_count('stn');
    arm.set('stn.i_app', drive);
    arm.run(4000);
    fprintf('driven by %g, the STN fires %d times in 100 ms\n', drive, ...
        arm.spike_count('stn') - before);
end

sim.log_start(2^20, 1000);  % a hash every 1000 steps
sim.inject_spike('stn', 1);
sim.run(4000);
log = sim.log_save();       % bytes for a file, or for another machine

again = net.simulator();
r = again.replay(log);
said = {'bit for bit', 'otherwise'};
fprintf('%d steps done again, %s\n', r.n_steps, said{r.departed + 1});
