function config = defaults(name, varargin)
    % config = subthal.defaults(name): a struct with every option of a 'preset_config',
    % 'projection_config', 'noise_config', 'input_config', 'pulses_config', 'stimulator_config',
    % 'probe_config', 'lfp_config', 'simulator_config', 'loop_config', 'recording', 'welch_config',
    % 'beta_bursts_config', 'coupling_config' or 'protocol', and its default.
    % config = subthal.defaults('estimator_config', kind) and
    % config = subthal.defaults('controller_config', kind, acts_on) are those of a kind; acts_on:
    % 'amplitude' (default) or 'frequency'.
    if strcmp(name, 'estimator_config')
        config = subthal_mex('estimator_defaults', varargin{:});
    elseif strcmp(name, 'controller_config')
        given = [varargin, {[]}];
        config = subthal_mex('controller_defaults', given{1:max(2, numel(varargin))});
    else
        config = subthal_mex('defaults', name, varargin{:});
    end
end
