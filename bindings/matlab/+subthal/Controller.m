classdef Controller < subthal.internal.Machine
    % subthal.Controller: turns what is measured into a stimulus, once an interval.
    %
    %   ctl = subthal.Controller(kind, 'acts_on', 'amplitude', Name, Value...)
    %
    % acts_on: 'amplitude' (default), in mA or the stimulator's unit, or 'frequency', in Hz.
    % kind: one of subthal.names('controller'), after Fleming, Dunn and Lowery (2020), whose numbers
    % are the defaults, but for the last:
    %   'open_loop'                    a constant
    %   'on_off'                       up above the set point, down below it, by a ramp
    %   'dual_threshold'               up above one threshold, down below another
    %   'proportional', 'pi', 'pid'    Kp (e + integral of e / Ti + Td de/dt), e a part of set_point
    %   'phase_locked'                 one pulse where the phase of a rhythm passes a target
    % Options, of which each kind reads its own:
    %   interval_s                     from one call to the next, 0.02 s ('phase_locked' 0.001)
    %   set_point                      the measure to reach, 1.0414e-4 in its unit
    %   lower, upper                   of 'dual_threshold': 1.0414e-4, 1.5261e-4
    %   constant                       of 'open_loop', of a pulse of 'phase_locked': 2.5 mA, 130 Hz
    %   ramp_s                         from min to max, 0.25 s
    %   gain, integral_s, derivative_s Kp 0.23 (19.3 Hz; 'proportional' 5, 416.7 Hz), Ti 0.2, Td 0 s
    %   target_rad, amplitude_threshold, refractory_s   of 'phase_locked': 0, 0, 0.02 s
    %   amplitude, frequency_hz        the one that is not controlled: 1.5 mA, 130 Hz
    %   min, max, change_per_s         limits: 0, 3 mA or 250 Hz, infinite a second
    %   hold_s, blanking_s             a target stays, nothing is measured after a stimulus: 0, 0 s
    % subthal.defaults('controller_config', kind, acts_on) shows them, and such a struct may stand for
    % all of it: subthal.Controller(config). ctl.reset(), ctl.save(), ctl.load(state) and ctl.free()
    % are as of a simulator; the memory is freed when the last variable goes.
    methods
        function ctl = Controller(varargin)
            ctl = ctl@subthal.internal.Machine('controller', subthal.internal.of_kind(varargin));
        end

        function [output, amplitude, frequency_hz, n_refused] = update(ctl, measure, phase_rad)
            % [output, amplitude, frequency_hz, n_refused] = ctl.update(measure, phase_rad) takes one
            % measure, in the unit of the set point: what is controlled, then both as a stimulator is
            % told them; measures refused so far, a uint64. phase_rad, NaN unless given, matters to
            % 'phase_locked' alone. A measure that is not finite, or beyond 1e60, is refused: the
            % output stays.
            if nargin < 3, phase_rad = NaN; end
            [output, amplitude, frequency_hz, n_refused] = subthal_mex('controller_update', ...
                ctl.token, measure, phase_rad);
        end

        function outputs = run(ctl, measures)
            % outputs = ctl.run(measures): the output after each, in the shape of the measures,
            % double; without a phase.
            outputs = subthal_mex('controller_run', ctl.token, measures);
        end

        function stimulated(ctl)
            % ctl.stimulated() says that a stimulus was given, so that nothing is measured for
            % blanking_s; pulses of 'phase_locked' it tells itself.
            subthal_mex('controller_stimulated', ctl.token);
        end
    end
end
