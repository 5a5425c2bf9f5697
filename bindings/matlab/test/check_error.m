function failure = check_error(identifier, call)
    % failure = check_error(identifier, call): call() must raise this error, with a sentence.
    try
        call();
    catch failure
        check(strcmp(failure.identifier, identifier), 'wanted %s, got %s: %s', identifier, ...
            failure.identifier, failure.message);
        check(numel(failure.message) > 10, '%s has no sentence', identifier);
        return
    end
    error('subthal:check', 'wanted %s, but nothing was raised', identifier);
end
