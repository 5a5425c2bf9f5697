"""
    Table

Records that have the same fields: a vector of named tuples, which any package that reads tables
takes as it is (`DataFrame(params(net))`), and which prints as one.
"""
struct Table{R<:NamedTuple} <: AbstractVector{R}
    rows::Vector{R}
end

Base.size(table::Table) = size(table.rows)
Base.getindex(table::Table, i::Int) = table.rows[i]

function Base.show(io::IO, ::MIME"text/plain", table::Table)
    isempty(table) && return print(io, "no records")
    header = collect(string.(keys(first(table))))
    cells = [header; [cell_text.(collect(values(row))) for row in table]...]
    columns = length(header)
    texts = permutedims(reshape(cells, columns, :))
    widths = vec(maximum(length.(texts); dims = 1))
    for i in axes(texts, 1)
        i == 1 || println(io)
        print(io, rstrip(join((rpad(texts[i, j], widths[j] + 2) for j in 1:columns))))
    end
end

cell_text(value) = string(value)
cell_text(value::Float64) =
    isinteger(value) && abs(value) < 1e15 ? string(Int(value)) : string(value)

# The flags of C's records.
const FLAGS = (:while_running, :weight_is_total, :unit_peak, :saturating, :is_on)

# A record of C as a named tuple, without what only C needs.
function record(layout::T) where {T<:C.Layout}
    names = Tuple(name for name in fieldnames(T) if name ∉ (:struct_size, :reserved))
    return NamedTuple{names}(map(name -> julia_value(name, getfield(layout, name)), names))
end

julia_value(name, value::Float64) = value
julia_value(name, value::Union{UInt64,UInt32}) = Int(value)
julia_value(name, value::Int32) = name in FLAGS ? value != 0 : Int(value)
julia_value(name, value::C.Chars) = fixed_text(value)
julia_value(name, value::Cstring) = unsafe_string(value)
julia_value(name, values::NTuple{18,Float64}) = collect(values)

fixed_text(chars) = String(UInt8[byte for byte in Iterators.takewhile(!iszero, chars)])

# The records that `info` gives for each index below `count`.
function records(count, info, ::Type{T}, handle) where {T}
    return Table([record(described(info, T, handle, i)) for i in 0:count_of(count, handle)-1])
end
