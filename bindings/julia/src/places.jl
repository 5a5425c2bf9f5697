# Where cells and electrodes are, and the electrodes that record.

"""
    set_positions!(net, population, xyz_um)

Say where the cells of a population are: (3 x n_cells), in um. Positions matter to [`add_lfp!`](@ref)
and [`field`](@ref) alone.
"""
function set_positions!(net::Network, population, xyz_um::AbstractMatrix{<:Real})
    size(xyz_um, 1) == 3 || throw(DimensionMismatch(
        "xyz_um is $(size(xyz_um)), need 3 x cells: a column for each"))
    check(C.network_set_positions(net, population, dense(Float64, xyz_um), length(xyz_um)))
    return net
end

"""
    place_in_ball!(net, population, centre_um, radius_um)

Scatter the cells of a population in a ball around x, y and z, evenly: drawn now, by the seed of now.
"""
function place_in_ball!(net::Network, population, centre_um, radius_um::Real)
    check(C.network_place_in_ball(net, population, place(centre_um)..., radius_um))
    return net
end

"""
    positions(net, population) -> Matrix{Float64}

Where the cells of a population are: (3 x n_cells), in um.
"""
positions(net::Network, population) =
    reshape(sized_numbers(C.network_positions, net, population), 3, :)

"""
    field(net, population, electrode_um; conductivity = 0.27) -> Vector{Float64}

The potential at each cell for 1 mA from a point electrode at x, y and z, in mV: 1/(4 pi sigma r) in
a tissue of `conductivity` sigma in S/m.

Times what a mV at a cell is worth there, these are the `weights` of [`add_stimulator!`](@ref); a
threshold in mV over these is its `axon_thresholds_ma`. Contacts of one electrode add.
"""
field(net::Network, population, electrode_um; conductivity::Real = 0.27) =
    sized_numbers(C.network_field, net, population, place(electrode_um)..., conductivity)

"""
    add_lfp!(net, name; options...)

Add an electrode that records, a row of what [`run!`](@ref) gives, in mV: each cell is a point source
of its synaptic current, positive for current that leaves it. Its channel stands after all probes.

| option | |
|---|---|
| `populations` | those that it sees; `nothing` for all that have positions |
| `electrode_um`, `reference_um` | x, y and z of it, 0; of one that is subtracted, `nothing` |
| `conductivity` | of the tissue, 0.27 S/m |
| `low_pass_hz` | of the amplifier, a Butterworth filter of fourth order; 0 for none |
| `artefact_mv_per_ma` | what every stimulator adds while its current flows, 0 |
| `blanking_ms` | the amplifier holds from a pulse until so long after it; negative: it does not |
"""
function add_lfp!(net::Network, name; reference_um = nothing, options...)
    has_reference = reference_um === nothing ? nothing : true
    config = configured(C.lfp_config_default, C.LfpConfig; name = name, reference_um = reference_um,
                        has_reference = has_reference, options...)
    check(C.network_add_lfp(net, config))
    return net
end
