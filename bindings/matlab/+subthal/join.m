function r = join(first, second)
    % r = subthal.join(first, second) makes one run of two that follow each other.
    r = first;
    r.rows = [first.rows, second.rows];
    r.n_steps = first.n_steps + second.n_steps;
    for name = {'step', 'population', 'cell'}
        r.spikes.(name{1}) = [first.spikes.(name{1}), second.spikes.(name{1})];
    end
end
