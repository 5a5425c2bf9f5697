function config = options(pairs)
    % config = options({Name, Value, ...}) is a struct; so is options({a_struct}).
    if numel(pairs) == 1 && isstruct(pairs{1})
        config = pairs{1};
        return
    end
    if mod(numel(pairs), 2) ~= 0 || ~iscellstr(pairs(1:2:end))
        error('subthal:invalid_argument', 'options come in pairs of a name and a value');
    end
    config = struct();
    for i = 1:2:numel(pairs)
        config.(pairs{i}) = pairs{i + 1};
    end
end
