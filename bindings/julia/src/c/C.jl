"""
The C interface as it is: `C.network_new` is `subthal_network_new`, `C.Run` is `subthal_run`.

include/subthal.h says what each does. Nothing here checks a status, and cells, populations,
parameters and steps count from 0.
"""
module C

using Libdl

include("library.jl")
include("layouts.jl")
include("functions.jl")
include("closed_loops.jl")

end
