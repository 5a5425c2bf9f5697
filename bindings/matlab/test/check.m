function check(truth, varargin)
    % check(truth, format, values...) fails with a sentence unless it is true.
    if ~all(truth(:))
        if isempty(varargin), varargin = {'what was claimed does not hold'}; end
        error('subthal:check', varargin{:});
    end
end
