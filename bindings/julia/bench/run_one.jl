# What run!(sim, 1) costs, with a mean current out and an input in, as bindings/bench/run_one.c does it
# in C.
#   julia --project=bindings/julia bindings/julia/bench/run_one.jl
# Prints "NAME,CELLS,NANOSECONDS": the fastest of 40 rounds of 2000 steps.
using Subthal

const ROUNDS, STEPS = 40, 2000

function circuit(scale)
    net = Network("stn_gpe_gpi_adex_healthy"; n_stn = 2scale, n_gpe = 4scale, n_gpi = 3scale)
    add_probe!(net, "stn", "i_syn"; mean = true)
    add_input!(net, "stimulus", "stn")
    return Simulator(net)
end

function nanos_a_step(sim, out, inputs)
    start = time_ns()
    for _ in 1:STEPS
        run!(sim, 1; out = out, inputs = inputs)
    end
    return (time_ns() - start) / STEPS
end

function fastest(sim)
    out, inputs = zeros(1, 1), zeros(1, 1)
    return minimum(nanos_a_step(sim, out, inputs) for _ in 1:ROUNDS)
end

fastest(circuit(1)) # compiled first
for scale in (1, 25)
    println("julia run,", 9scale, ",", round(fastest(circuit(scale)); digits = 1))
end
