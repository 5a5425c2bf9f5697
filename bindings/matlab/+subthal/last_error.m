function sentence = last_error()
    % sentence = subthal.last_error() explains the last call of the library that failed.
    sentence = subthal_mex('last_error');
end
