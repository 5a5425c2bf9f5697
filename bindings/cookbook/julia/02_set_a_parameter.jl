# Set parameters by path, and list what there is to set, with units.
using Subthal

net = Network("stn_gpe_gpi_adex_healthy")
net["stn.i_app"] = 70
net[["gpe.i_app", "gpi.i_app"]] = [310, 260] # all or none
println("stn.i_app is now ", net["stn.i_app"])

for p in params(net)
    startswith(p.path, "stn.") || continue
    println(rpad(p.path, 20), rpad(p.unit, 8), p.meaning, ", from ", p.min, " to ", p.max)
end
