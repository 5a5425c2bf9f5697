function table = golden(name)
    % table = golden(name): bindings/conformance/name as a struct array of texts.
    root = fileparts(fileparts(fileparts(mfilename('fullpath'))));
    lines = strsplit(strtrim(fileread(fullfile(root, 'conformance', name))), char(10));
    names = strrep(strsplit(strtrim(lines{1}), ','), '.', '_');
    for i = 2:numel(lines)
        table(i - 1) = cell2struct(strsplit(strtrim(lines{i}), ',', ...
            'CollapseDelimiters', false), names, 2);
    end
end
