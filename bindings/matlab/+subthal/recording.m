function record = recording(n_cells, last_step, varargin)
    % record = subthal.recording(n_cells, last_step, Name, Value...) is what one population did:
    %   n_cells             cells in the population, silent ones included
    %   first_step          the first step that counts; 1
    %   last_step           the last that counts
    %   dt_ms               length of a step; 0.025
    %   spikes, population  as of subthal.Simulator.run, and whose count (from 1); 1
    %   signal              mean of V (mV) or of 'i_syn' in those steps, double, if one is needed
    %   signal_interval_ms  between two elements of signal; 0.025
    record = subthal.internal.options(varargin);
    record.n_cells = n_cells;
    record.last_step = last_step;
end
