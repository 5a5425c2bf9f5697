function tests = test_cookbook()
    % Every file of the cookbook runs, and says something.
    root = fileparts(fileparts(fileparts(mfilename('fullpath'))));
    files = dir(fullfile(root, 'cookbook', 'matlab', 't*.m'));
    tests = cell(1, numel(files));
    for k = 1:numel(files)
        path = fullfile(root, 'cookbook', 'matlab', files(k).name);
        tests{k} = @() runs(path);
    end
end

function runs(path)
    said = evalc('run_alone(path)');
    check(~isempty(strtrim(said)), '%s said nothing', path);
    close all
end

function run_alone(path)
    run(path);
end
