# Catch an error and print its sentence.
using Subthal

net = Network("stn_gpe_gpi_adex_healthy")
try
    net["stn.i_ap"] = 70
catch failure
    failure isa SubthalError || rethrow()
    println(failure.status, ": ", failure.sentence)
end
