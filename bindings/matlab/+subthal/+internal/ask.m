function answer = ask(f, varargin)
    % What f answers, or {identifier, sentence} if it fails: an error must not fly through the
    % library.
    try
        answer = f(varargin{:});
    catch failure
        answer = {failure.identifier, failure.message};
    end
end
