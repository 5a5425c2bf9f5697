function run_tests(pattern)
    % run_tests() runs every test_*.m of this folder and ends with an error if one failed.
    % run_tests('errors') runs those whose file's name has the word.
    here = fileparts(mfilename('fullpath'));
    addpath(here, fileparts(here));
    files = dir(fullfile(here, 'test_*.m'));
    counts = [0, 0];
    for i = 1:numel(files)
        [~, name] = fileparts(files(i).name);
        if nargin < 1 || ~isempty(strfind(name, pattern))
            counts = counts + run_file(name);
        end
    end
    fprintf('matlab tests: %d passed, %d failed\n', counts);
    if counts(2) > 0, error('subthal:tests', '%d tests failed', counts(2)); end
end

function counts = run_file(name)
    counts = [0, 0];
    tests = feval(name);
    for k = 1:numel(tests)
        try
            tests{k}();
            counts(1) = counts(1) + 1;
        catch failure
            counts(2) = counts(2) + 1;
            fprintf('FAILED %s %s: %s\n', name, func2str(tests{k}), failure.message);
        end
    end
end
