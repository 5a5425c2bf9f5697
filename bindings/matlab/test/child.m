function [status, said] = child(code)
    % [status, said] = child(code) runs code in a process of its own.
    root = fileparts(fileparts(mfilename('fullpath')));
    script = [tempname(), '.m'];
    clean = onCleanup(@() delete(script));
    file = fopen(script, 'w');
    fprintf(file, 'addpath(''%s'');\n%s\n', root, code);
    fclose(file);
    [status, said] = system(['octave-cli --norc --no-history -q ', script, ' 2>&1']);
end
