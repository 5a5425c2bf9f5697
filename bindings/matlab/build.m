function build(prefix, folder)
    % build(prefix, folder) compiles subthal_mex, for MATLAB (R2018a or later) or GNU Octave.
    %
    %   build()                finds subthal by pkg-config
    %   build('~/subthal')     finds it in the folder into which it was installed
    %   build(prefix, folder)  leaves the compiled function in folder, not beside this file
    here = fileparts(mfilename('fullpath'));
    if nargin < 2, folder = here; end
    if nargin < 1 || isempty(prefix)
        include = from_pkg_config('includedir');
        library = from_pkg_config('libdir');
    else
        include = fullfile(absolute(prefix), 'include');
        library = fileparts(library_in(absolute(prefix)));
    end
    sources = dir(fullfile(here, 'src', '*.c'));
    sources = cellfun(@(name) fullfile(here, 'src', name), {sources.name}, ...
        'UniformOutput', false);
    compile(sources, include, library, folder);
end

function compile(sources, include, library, folder)
    target = fullfile(folder, 'subthal_mex');
    if exist([target, '.', mexext()], 'file'), delete([target, '.', mexext()]); end
    if exist('OCTAVE_VERSION', 'builtin')
        flags = getenv('CFLAGS');
        restore = onCleanup(@() setenv('CFLAGS', flags));
        setenv('CFLAGS', [strtrim(mkoctfile('-p', 'CFLAGS')), ' -fexceptions']);
        mkoctfile('--mex', '-O2', '-Wall', '-Wextra', ['-I', include], sources{:}, ...
            ['-L', library], '-lsubthal', '-lpthread', ['-Wl,-rpath,', library], ...
            '-o', [target, '.mex']);
    else
        mex('-R2017b', ['-I', include], sources{:}, ['-L', library], '-lsubthal', ...
            '-lpthread', 'CFLAGS=$CFLAGS -fexceptions', ...
            ['LDFLAGS=$LDFLAGS -Wl,-rpath,', library], '-output', target);
    end
    if ~exist([target, '.', mexext()], 'file')
        error('subthal:build', 'the compiler made no subthal_mex; what it said stands above');
    end
    clear('subthal_mex'); % forget what stood there before
    rehash();
end

function value = from_pkg_config(name)
    [status, value] = system(['pkg-config --variable=', name, ' subthal']);
    value = strtrim(value);
    if status ~= 0 || isempty(value)
        error('subthal:build', ['pkg-config does not know subthal: set PKG_CONFIG_PATH, or ', ...
            'give the folder into which it was installed, build(''~/subthal'')']);
    end
end

function path = absolute(path)
    if ~isempty(path) && path(1) == '~', path = [getenv('HOME'), path(2:end)]; end
    [found, info] = fileattrib(path);
    if ~found, error('subthal:build', 'there is no folder %s', path); end
    path = info.Name;
end

function library = library_in(prefix)
    found = [dir(fullfile(prefix, 'lib', 'libsubthal.*')); ...
        dir(fullfile(prefix, 'lib64', 'libsubthal.*')); ...
        dir(fullfile(prefix, 'lib', 'x86_64-linux-gnu', 'libsubthal.*'))];
    if isempty(found), error('subthal:build', 'there is no libsubthal under %s', prefix); end
    library = fullfile(found(1).folder, found(1).name);
end
