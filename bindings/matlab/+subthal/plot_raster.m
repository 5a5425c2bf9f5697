function plot_raster(spikes, populations, dt_ms)
    % subthal.plot_raster(spikes, populations, dt_ms) draws a dot a spike: time against cell, the
    % populations above each other. spikes: of subthal.Simulator.run; populations:
    % net.populations(); dt_ms: sim.dt_ms().
    colours = lines(numel(populations));
    sizes = double([populations.n_cells]);
    below = [0, cumsum(sizes)];
    hold on
    for p = 1:numel(populations)
        mine = spikes.population == p;
        plot(double(spikes.step(mine)) * dt_ms, below(p) + double(spikes.cell(mine)), '.', ...
            'MarkerSize', 3, 'Color', colours(p, :));
    end
    hold off
    set(gca, 'YTick', below(1:end - 1) + sizes / 2, 'YTickLabel', {populations.name}, ...
        'YLim', [0.5, below(end) + 0.5], 'YDir', 'reverse');
    xlabel('time (ms)');
end
