% Draws the pictures of this folder, in GNU Octave: eight seconds of the parkinsonian preset, after one
% to settle; half a second of them in the raster and the LFP.
here = fileparts(mfilename('fullpath'));
addpath(fileparts(here));
net = subthal.Network.from_preset('stn_gpe_gpi_adex_parkinsonian', 'seed', 1);
net.add_probe('stn', 'i_syn', 'mean', true);
sim = net.simulator();
sim.advance(40000);
r = sim.run(320000, [], 40);
unit = getfield(sim.channels(), 'unit');
early = structfun(@(x) x(r.spikes.step <= 60000), r.spikes, 'UniformOutput', false);
pictures = {'raster', @() subthal.plot_raster(early, net.populations(), sim.dt_ms()); ...
    'lfp', @() subthal.plot_lfp(r.rows(1:500), 1, unit); ...
    'spectrum', @() subthal.plot_spectrum(r.rows, 1); ...
    'spectrogram', @() subthal.plot_spectrogram(r.rows, 1)};
for k = 1:size(pictures, 1)
    figure('Visible', 'off', 'Position', [0, 0, 640, 400]);
    pictures{k, 2}();
    if ~isempty(findobj(gcf, 'Tag', 'colorbar')) % gnuplot cuts the label below
        set(gca, 'Position', [0.12, 0.15, 0.68, 0.78]);
    end
    print(fullfile(here, [pictures{k, 1}, '.png']), '-dpngcairo', '-r72');
    close
end
