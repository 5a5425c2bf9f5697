function check_says(words, call)
    % check_says(words, call): call() must raise an error of ours whose sentence has the words.
    try
        call();
    catch failure
        check(strncmp(failure.identifier, 'subthal:', 8) && ~strcmp(failure.identifier, ...
            'subthal:check') && ~isempty(strfind(failure.message, words)), ...
            'wanted ''%s'', got %s: %s', words, failure.identifier, failure.message);
        return
    end
    error('subthal:check', 'wanted ''%s'', but nothing was raised', words);
end
