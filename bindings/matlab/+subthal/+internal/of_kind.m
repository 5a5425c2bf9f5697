function config = of_kind(given)
    % config = of_kind({kind, Name, Value, ...}) is a struct with the field kind; so is
    % of_kind({a_struct}), and of_kind(a_struct).
    if ~iscell(given), given = {given}; end
    if isempty(given) || ~(ischar(given{1}) || isstruct(given{1}))
        error('subthal:invalid_argument', ...
            'first comes a kind, a text, then its options; or one struct, as of subthal.defaults');
    end
    if isstruct(given{1})
        config = subthal.internal.options(given);
    else
        config = subthal.internal.options(given(2:end));
        config.kind = given{1};
    end
end
