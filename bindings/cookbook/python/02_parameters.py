"""Set a parameter by path; list parameters with value, unit and range."""

from subthal import Network

net = Network.preset("stn_gpe_gpi_adex_healthy", seed=1)
net["stn.i_app"] = 70
net.update({"gpe_to_stn.weight_scale": 1.2, "gpi.noise.sigma": 20})  # all or none

for param in net.params.search("stn. current"):
    print(f"{param.path} = {param.value:g} {param.unit}, {param.min:g} to {param.max:g}")

applied = net.params["stn.i_app"]
print(f"{applied.path}: {applied.meaning}; {applied.default:g} {applied.unit} unless set")
