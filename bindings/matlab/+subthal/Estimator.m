classdef Estimator < subthal.internal.Machine
    % subthal.Estimator: follows a rhythm in a signal, sample by sample.
    %
    %   est = subthal.Estimator(kind, Name, Value...)
    %
    % kind: one of subthal.names('estimator'); what it gives is in the unit of the samples:
    %   'band_rectified'  the band, rectified and smoothed
    %   'band_power'      the power of the band, in the square of that unit
    %   'envelope_phase'  its amplitude, and its phase, by an observer
    %   'bursts'          1 while the rectified band is above a threshold for long enough, else 0
    %   'fleming_2020'    the biomarker of Fleming, Dunn and Lowery (2020), whose numbers are in []
    % Options, of which each kind reads its own:
    %   sample_hz, low_hz, high_hz   of the samples, 1000 [2000] Hz; the band, 13, 30 [21, 29] Hz
    %   filter, order, ripple_db     'butterworth' ['chebyshev'], 2 [4]; of a Chebyshev, 0.5 dB
    %   average, window_ms           'moving' or 'exponential', over 200 ms [filters the last 2000]
    %   fft_points, fft_hz           of the transform of 'band_power': 1024, of a signal at 500 Hz
    %   hop_ms                       from one value of 'band_power' to the next, 50 [20] ms
    %   threshold, min_burst_ms      of 'bursts': 1 in the unit of the samples, for 100 ms
    %   tail_ms                      of 'fleming_2020': what is dropped, and averaged, 100 ms
    % subthal.defaults('estimator_config', kind) shows them, and such a struct may stand for all of
    % it: subthal.Estimator(config). est.reset(), est.save(), est.load(state) and est.free() are as of
    % a simulator; the memory is freed when the last variable goes.
    methods
        function est = Estimator(varargin)
            est = est@subthal.internal.Machine('estimator', subthal.internal.of_kind(varargin));
        end

        function [value, phase_rad, is_fresh, n_refused] = update(est, sample)
            % [value, phase_rad, is_fresh, n_refused] = est.update(sample) takes one sample: the
            % measure; its phase, from -pi to pi, 0 at the peak, NaN where none is followed; whether
            % it was computed from this sample, or is an older one; samples refused so far, a uint64.
            % One that is not finite, or beyond 1e60, is refused: the last that was not is taken.
            [value, phase_rad, is_fresh, n_refused] = subthal_mex('estimator_update', est.token, ...
                sample);
        end

        function values = run(est, samples)
            % values = est.run(samples): the value after each, in the shape of the samples, double.
            values = subthal_mex('estimator_run', est.token, samples);
        end

        function seen = bursts(est)
            % seen = est.bursts(): what one of the kind 'bursts' has seen. envelope, in the unit of
            % the samples; is_on, 0 or 1; n_onsets, n_offsets; of the newest its first_sample, from 1,
            % and n_samples so far; total_samples of all that have ended.
            seen = subthal_mex('estimator_bursts', est.token);
        end
    end
end
