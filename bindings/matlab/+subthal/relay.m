function info = relay(recording, pulse_steps)
    % info = subthal.relay(recording, pulse_steps): how well cells pass pulses on, each owing each
    % one spike within 25 ms: error_index of So, Kent and Grill (2012), fidelity, misses, bursts,
    % spurious, n_pulses. Means over cells and pulses, NaN if no pulse counts. pulse_steps: as
    % net.pulse_steps lists them, ascending.
    info = subthal_mex('relay', recording, pulse_steps);
end
