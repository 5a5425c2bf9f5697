function coupling = phase_amplitude(phase_of, amplitude_of, interval_ms, varargin)
    % coupling = subthal.phase_amplitude(phase_of, amplitude_of, interval_ms, Name, Value...): how
    % the amplitude of a band of one signal depends on the phase of a band of another, or of the
    % same, after Tort et al. (2010):
    %   phase_low_hz, phase_high_hz          13, 30
    %   amplitude_low_hz, amplitude_high_hz  50, 150
    %   n_surrogates, seed                   copies shifted in time, and of the shifts; 200, 0
    % coupling.mi: the modulation index, from 0 to 1; z: less the mean of the surrogates, over their
    % SD; p: the chance of such an index; amplitudes: 18 x 1, by phase from -180 degrees up.
    config = subthal.internal.options(varargin);
    config.interval_ms = interval_ms;
    coupling = subthal_mex('phase_amplitude', config, phase_of, amplitude_of);
end
