function value = chi_squared(rows)
    % value = subthal.chi_squared(rows): the synchrony of V, cells x times, after Golomb and Rinzel
    % (1993): 1 if all cells do the same, about 1 / n_cells if each goes its own way, NaN if no cell
    % ever changes.
    value = subthal_mex('chi_squared', rows);
end
