% Parameters by path: what there is, in which unit and range, and how one is set.
net = subthal.Network.from_preset('stn_gpe_gpi_adex_healthy');
net.set('gpe_to_stn.weight_scale', 1.2);
net.set('stn.i_app', net.get('stn.i_app') + 5);
for p = net.params()'
    fprintf('%-28s %12g %-8s %s\n', p.path, net.get(p.path), p.unit, p.meaning);
end
