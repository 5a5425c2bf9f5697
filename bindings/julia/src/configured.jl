# The configurations of C, filled from keywords.

# A configuration, and the Julia objects into which its pointers point; it crosses as the former.
struct Configured{T<:C.Layout}
    config::T
    roots::Vector{Any}
end

Base.cconvert(::Type{Ptr{T}}, c::Configured{T}) where {T<:C.Layout} = c
Base.unsafe_convert(::Type{Ptr{T}}, c::Configured{T}) where {T<:C.Layout} =
    Base.unsafe_convert(Ptr{T}, c.config)

# The field that holds the length of an array, where it is not "n_" and the array's name.
const LENGTHS = Dict(
    :edge_pre => :n_edges, :edge_post => :n_edges, :edge_weight => :n_edges, :seeds => :n_trials,
    :values => :values_len, :results => :results_len, :statuses => :statuses_len,
    :sentences => :sentences_len, :signal => :signal_len,
    :axon_thresholds_ma => :n_axon_thresholds,
)

# The defaults that f fills in after its arguments, with the fields changed that are given; `nothing`
# leaves a default.
function configured(f, ::Type{T}, arguments...; fields...) where {T<:C.Layout}
    filled = Configured(described(f, T, arguments...), Any[])
    for (name, value) in pairs(fields)
        name in options(T) ||
            throw(ArgumentError("there is no option $name; there are: $(join(options(T), ", "))"))
        value === nothing || set_field!(filled, name, value)
    end
    return filled
end

options(::Type{T}) where {T} = setdiff(fieldnames(T), (:struct_size, :reserved), values(LENGTHS))

function set_field!(filled::Configured{T}, name, value) where {T}
    crossed = crossing(fieldtype(T, name), value, filled.roots)
    setfield!(filled.config, name, crossed)
    if is_array(fieldtype(T, name))
        length_field = get(LENGTHS, name, Symbol(:n_, name))
        setfield!(filled.config, length_field, Csize_t(length(value)))
    end
end

is_array(::Type) = false
is_array(::Type{Ptr{T}}) where {T} = !(T <: C.Layout)

# A value as a field of a C struct. What a pointer points to joins `roots`; an array of the type
# that C wants is not copied.
crossing(::Type{T}, value, roots) where {T<:Real} = convert(T, value)

function crossing(::Type{Cstring}, value, roots)
    push!(roots, String(value))
    return Base.unsafe_convert(Cstring, roots[end]::String)
end

function crossing(::Type{Ptr{T}}, values, roots) where {T}
    push!(roots, dense(T, values))
    return pointer(roots[end])
end

crossing(::Type{NTuple{3,Float64}}, xyz, roots) = place(xyz)

function place(xyz)
    length(xyz) == 3 || throw(DimensionMismatch("a place is x, y and z, not $xyz"))
    return (Float64(xyz[1]), Float64(xyz[2]), Float64(xyz[3]))
end

function crossing(::Type{Ptr{T}}, value::Configured{T}, roots) where {T<:C.Layout}
    push!(roots, value)
    return Base.unsafe_convert(Ptr{T}, value)
end

function crossing(::Type{Ptr{Cstring}}, values, roots)
    pointers = [crossing(Cstring, value, roots) for value in values]
    push!(roots, convert(Vector{Cstring}, pointers))
    return pointer(roots[end])
end

# The numbers in one piece of memory, copied only if they are not.
dense(::Type{T}, values::Array{T}) where {T} = values
dense(::Type{T}, values::StridedArray{T}) where {T} = contiguous(values) ? values : collect(values)
dense(::Type{T}, values) where {T} = collect(T, values)

contiguous(values::StridedVector) = stride(values, 1) == 1
contiguous(values::StridedMatrix) =
    stride(values, 1) == 1 && (size(values, 2) == 1 || stride(values, 2) == size(values, 1))
