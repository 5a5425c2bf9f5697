function [text, number, of_header] = version()
    % text = subthal.version() is the version of the library, such as '1.2.3'.
    % [text, number, of_header] = subthal.version() adds major * 10000 + minor * 100 + patch of the
    % library, and that of the header with which this package was built.
    [text, number, of_header] = subthal_mex('version');
end
