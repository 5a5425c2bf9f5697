# How the functions of C give something back, turned into values.

# What f writes into its last argument.
function answer(f, ::Type{T}, arguments...) where {T}
    place = Ref{T}()
    check(f(arguments..., place))
    return place[]
end

# The struct that f fills.
function described(f, ::Type{T}, arguments...) where {T<:C.Layout}
    layout = T()
    check(f(arguments..., layout, sizeof(T)))
    return layout
end

count_of(f, handle) = Int(answer(f, Csize_t, handle))

# The text that f writes, once it has said how many bytes that takes.
function sized_text(f, arguments...)
    bytes = sized(f, UInt8, arguments...)
    return String(bytes[1:end-1])
end

# The numbers that f writes, once it has said how many there are.
sized_numbers(f, arguments...) = sized(f, Float64, arguments...)

function sized(f, ::Type{T}, arguments...) where {T}
    needed = answer(f, Csize_t, arguments..., C_NULL, 0)
    elements = Vector{T}(undef, needed)
    check(f(arguments..., elements, needed, C_NULL))
    return elements
end

text_lines(text) = String.(split(text, '\n'; keepempty = false))

"""
    available(kind) -> Vector{String}

The names of a kind: `"preset"`, `"model"`, `"rule"`, `"kinetics"`, `"integrator"`, `"metric"`,
`"waveform"`, `"estimator"` or `"controller"`.
"""
available(kind::AbstractString) = text_lines(sized_text(C.names, kind))

"""
    version() -> VersionNumber

The version of the library that is loaded.
"""
function version()
    loaded = VersionNumber(unsafe_string(C.version_string()))
    number = 10_000 * loaded.major + 100 * loaded.minor + loaded.patch
    number == C.version() || error("subthal: the library gives two versions of itself")
    return loaded
end
