% A network as text: all of it, exactly, to put beside a paper.
net = subthal.Network.from_preset('stn_gpe_gpi_adex_healthy', 'seed', 1);
net.set('stn.i_app', 30);
path = [tempname(), '.toml'];
file = fopen(path, 'w');
fwrite(file, net.to_text());
fclose(file);

twin = subthal.Network.from_text(fileread(path));
delete(path);
[a, b] = deal(net.simulator(), twin.simulator());
a.run(1000);
b.run(1000);
fprintf('the same bits: %d\n', a.state_hash() == b.state_hash());
