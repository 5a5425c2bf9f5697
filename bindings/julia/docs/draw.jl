# Draws the pictures of this folder as SVG into the folder that is given: four seconds of the
# parkinsonian preset, and a second of them in the raster and the LFP.
#   julia --project=bindings/julia bindings/julia/docs/draw.jl FOLDER
using Subthal

net = Network("stn_gpe_gpi_adex_parkinsonian"; seed = 1)
add_probe!(net, "stn", "i_syn"; mean = true)
sim = Simulator(net)
record!(sim, 40_000; every = 40)                 # 1 s to settle
second = record!(sim, 40_000; every = 40)
lfp = [second["stn.i_syn"]; record!(sim, 120_000; every = 40)["stn.i_syn"]]

pictures = ["raster" => raster_panel(second), "lfp" => line_panel(second, "stn.i_syn"),
            "spectrum" => spectrum_panel(lfp; interval_ms = 1),
            "spectrogram" => spectrogram_panel(lfp; interval_ms = 1, window_ms = 500)]
for (name, panel) in pictures
    save_svg(joinpath(ARGS[1], "$name.svg"), panel)
end
