# Where the library is found, and how a line of functions.jl becomes a call of it.

# What stands in for each function of the library: looked up when the package is loaded, since a
# precompiled package may meet the library at another place.
const SYMBOLS = Pair{Symbol,Base.RefValue{Ptr{Cvoid}}}[]

"Defines `name(arguments)`, which calls `subthal_name`, from `@c name(argument::Type)::Result`."
macro c(signature)
    call, result = signature.args
    name = call.args[1]
    arguments = [typed.args[1] for typed in call.args[2:end]]
    types = [typed.args[2] for typed in call.args[2:end]]
    symbol = Symbol(:subthal_, name)
    return esc(quote
        const $symbol = Ref(C_NULL)
        push!(SYMBOLS, $(QuoteNode(symbol)) => $symbol)
        $name($(arguments...)) = ccall($symbol[], $result, ($(types...),), $(arguments...))
    end)
end

# The folder that pkg-config names for an installed subthal, if it knows one.
function package_folder()
    try
        return readchomp(pipeline(`pkg-config --variable=libdir subthal`; stderr = devnull))
    catch
        return ""
    end
end

# Paths and names in the order in which they are tried; of the first two, one that is there is all.
function candidates()
    chosen = get(ENV, "SUBTHAL_LIBRARY", "")
    isempty(chosen) || return [chosen]
    bundled = joinpath(@__DIR__, "..", "..", "deps", "libsubthal.$(Libdl.dlext)")
    isfile(bundled) && return [bundled]
    folder = package_folder()
    installed = isempty(folder) ? String[] : [joinpath(folder, "libsubthal.$(Libdl.dlext)")]
    return [installed; "libsubthal"]
end

"Opens the library and looks up every function."
function load()
    tried = candidates()
    for path in tried
        library = dlopen(path; throw_error = false)
        library === nothing || return lookup(library, path)
    end
    error("subthal: no library at $(join(tried, " or ")); set SUBTHAL_LIBRARY to the path of " *
          "libsubthal.$(Libdl.dlext), or install it where pkg-config finds it")
end

function lookup(library, path)
    for (name, place) in SYMBOLS
        found = dlsym(library, name; throw_error = false)
        found === nothing && error("subthal: $path has no $name: it is older than this package")
        place[] = found
    end
end
