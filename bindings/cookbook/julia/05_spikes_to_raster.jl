# Spikes as arrays of times and cells, and as a picture.
using Subthal

ran = record!(Simulator(Network("stn_gpe_gpi_adex_parkinsonian")), 40_000)
dots = raster(ran, "stn")
for (time, cell) in Iterators.take(zip(dots.time_ms, dots.cell), 5)
    println("cell ", cell, " at ", time, " ms")
end
save_svg("raster.svg", raster_panel(ran))
