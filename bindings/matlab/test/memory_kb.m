function kb = memory_kb(what)
    % kb = memory_kb('VmRSS'): memory of this process, of /proc/self/status (Linux); or 'VmHWM'.
    text = fileread('/proc/self/status');
    found = regexp(text, [what, ':\s*(\d+)'], 'tokens', 'once');
    kb = str2double(found{1});
end
