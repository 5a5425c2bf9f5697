function tests = test_cookbook()
    % Every file of the cookbook, and the README's first program, runs and says something.
    root = fileparts(fileparts(fileparts(mfilename('fullpath'))));
    files = dir(fullfile(root, 'cookbook', 'matlab', 't*.m'));
    tests = cell(1, numel(files));
    for k = 1:numel(files)
        path = fullfile(root, 'cookbook', 'matlab', files(k).name);
        tests{k} = @() runs(path);
    end
    tests{end + 1} = @() readme_runs(fullfile(root, 'matlab', 'README.md'));
end

function readme_runs(page)
    program = regexp(fileread(page), '```matlab\n(.*?)```', 'tokens', 'once');
    path = [tempname(), '.m'];
    file = fopen(path, 'w');
    fwrite(file, program{1});
    fclose(file);
    figure('Visible', 'off');
    runs(path);
    delete(path);
end

function runs(path)
    said = evalc('run_alone(path)');
    check(~isempty(strtrim(said)), '%s said nothing', path);
    close all
end

function run_alone(path)
    run(path);
end
