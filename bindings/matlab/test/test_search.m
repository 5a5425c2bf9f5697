function tests = test_search()
    % The example of a search runs, and says what it found on seeds that it never saw.
    tests = {@finds_something};
end

function finds_something()
    root = fileparts(fileparts(fileparts(fileparts(mfilename('fullpath')))));
    addpath(fullfile(root, 'examples', 'matlab'));
    said = evalc('search(1)');
    rmpath(fullfile(root, 'examples', 'matlab'));
    found = 'Found, and seen on 10 seeds that are new to it';
    check(~isempty(strfind(said, found)), 'it said %s', said);
    check(~isempty(regexp(said, 'stn\.kappa +[-0-9.]+ \(')), 'no kappa in %s', said);
end
