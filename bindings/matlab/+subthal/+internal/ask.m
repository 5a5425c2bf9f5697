function answer = ask(progress, n_done, n_trials)
    % What progress answers, or {identifier, sentence} if it fails: an error must not fly through
    % the library.
    try
        answer = progress(n_done, n_trials);
    catch failure
        answer = {failure.identifier, failure.message};
    end
end
