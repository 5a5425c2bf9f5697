function config = defaults(name)
    % config = subthal.defaults(name): a struct with every option of a 'preset_config',
    % 'projection_config', 'noise_config', 'input_config', 'pulses_config', 'probe_config',
    % 'simulator_config', 'recording', 'welch_config', 'beta_bursts_config', 'coupling_config' or
    % 'protocol', and its default.
    config = subthal_mex('defaults', name);
end
