function varargout = subthal_mex(varargin)
    % subthal_mex(command, arguments...) calls a function of subthal.h: subthal_mex('commands') lists
    % them, with how many arguments and results each has. Friendlier are subthal.Network,
    % subthal.Simulator and subthal.evaluate, which stand on it.
    %
    % This file is its help, and what runs before build has compiled it.
    error('subthal:build', ['subthal_mex is not compiled yet: build(''~/subthal''), in %s, with the ', ...
        'folder into which the library was installed'], fileparts(mfilename('fullpath')));
end
