function list = names(kind)
    % list = subthal.names(kind): a cell array of names; kind is 'preset', 'model', 'rule',
    % 'kinetics', 'integrator' or 'metric'.
    list = subthal_mex('names', kind);
end
