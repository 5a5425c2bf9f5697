% An error has an identifier for the program and a sentence for the reader.
net = subthal.Network.from_preset('stn_gpe_gpi_adex_healthy');
try
    net.set('stn.g_naa', 40);
catch failure
    fprintf('%s: %s\n', failure.identifier, failure.message);
end
try
    net.set('stn.g_na', -3);
catch failure
    fprintf('%s: %s\n', failure.identifier, failure.message);
end
