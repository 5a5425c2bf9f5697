function name = status_name(status)
    % name = subthal.status_name(status): such as 'out_of_range'; errors are 'subthal:' and this.
    name = subthal_mex('status_name', status);
end
