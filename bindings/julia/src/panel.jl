# What to plot, as numbers. svg.jl draws it with nothing installed; recipe hands it to a plotting
# package.

"""
    Panel

One set of axes: `kind` (`:dots`, `:line` or `:heat`), its numbers `x`, `y` and, for heat,
`z[y, x]`, the labels of its axes and its title. A notebook shows it; [`save_svg`](@ref) writes it;
[`recipe`](@ref) gives it to a plotting package.
"""
struct Panel
    kind::Symbol
    x::Vector{Float64}
    y::Vector{Float64}
    z::Matrix{Float64}
    x_label::String
    y_label::String
    title::String
end

"""
    line_panel(x, y; x_label = "", y_label = "", title = "") -> Panel
    line_panel(recorded, channel; title = channel) -> Panel

A line; of a recorded channel, against time.
"""
line_panel(x, y; x_label = "", y_label = "", title = "") =
    Panel(:line, x, y, zeros(0, 0), x_label, y_label, title)

line_panel(recorded::Recorded, channel::AbstractString; title = channel) =
    line_panel(time_ms(recorded), recorded[channel];
               x_label = "time, ms", y_label = unit_of(recorded, channel), title = title)

"""
    raster_panel(recorded; populations = all, title = "spikes") -> Panel
    raster_panel(time_ms, cell; title = "spikes") -> Panel

A dot for each spike; populations stand above each other, the first at the bottom.
"""
raster_panel(time_ms, cell; title = "spikes", y_label = "cell") =
    Panel(:dots, time_ms, cell, zeros(0, 0), "time, ms", y_label, title)

function raster_panel(recorded::Recorded;
                      populations = first.(recorded.populations), title = "spikes")
    times, cells, below = Float64[], Float64[], 0
    for name in populations
        spikes = raster(recorded, name)
        append!(times, spikes.time_ms)
        append!(cells, below .+ spikes.cell)
        below += recorded.populations[population_index(recorded, name)+1].second
    end
    return raster_panel(times, cells; title = title, y_label = "cell: " * join(populations, " | "))
end

"""
    spectrum_panel(signal; interval_ms, to_hz = 100, title = "spectrum", options...) -> Panel

The power spectral density of a signal up to `to_hz`, in dB of unit^2/Hz; `interval_ms` is from one
sample to the next, and `options` are those of [`psd`](@ref).
"""
function spectrum_panel(signal; to_hz::Real = 100, title = "spectrum", options...)
    spectrum = psd(signal; options...)
    shown = 0 .< spectrum.frequency_hz .<= to_hz # the mean is no power
    return line_panel(spectrum.frequency_hz[shown], decibels(spectrum.density[shown]);
                      x_label = "frequency, Hz", y_label = "power density, dB", title = title)
end

"""
    spectrogram_panel(signal; interval_ms, to_hz = 60, title = "power density, dB", options...)
        -> Panel

The [`spectrogram`](@ref) of a signal up to `to_hz`, in dB of unit^2/Hz; what is more than 30 dB below
the largest is shown as that.
"""
function spectrogram_panel(signal; to_hz::Real = 60, title = "power density, dB", options...)
    found = spectrogram(signal; options...)
    shown = 0 .< found.frequency_hz .<= to_hz
    power = decibels(found.density[shown, :])
    return Panel(:heat, found.time_ms, found.frequency_hz[shown], max.(power, maximum(power) - 30),
                 "time, ms", "frequency, Hz", title)
end

# A bin without power stays finite, 200 dB below one.
decibels(power) = 10 .* log10.(max.(power, 1e-20))

"""
    recipe(panel) -> (arguments, attributes)

What Plots.jl's `plot` wants: `plot(arguments...; attributes...)`.
"""
function recipe(panel::Panel)
    series = Dict(:dots => :scatter, :line => :path, :heat => :heatmap)[panel.kind]
    arguments = panel.kind === :heat ? (panel.x, panel.y, panel.z) : (panel.x, panel.y)
    attributes = (seriestype = series, xguide = panel.x_label, yguide = panel.y_label,
                  title = panel.title, legend = false)
    panel.kind === :dots || return arguments, attributes
    return arguments, (attributes..., markersize = 1, markerstrokewidth = 0)
end
