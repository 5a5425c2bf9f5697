function breathe()
    % Gives the host an occasion to see Ctrl-C: it looks before a statement, so there must be one.
    seen = false; %#ok<NASGU>
end
