# What run!(sim, 1) costs over the same call in C, one channel in and one out, on a small network and
# on one of 225 cells: the fastest of 40 rounds of 5000 steps, the same steps in both.
#   julia --project=bindings/julia bindings/julia/bench/overhead.jl
using Subthal, Libdl

const ROUNDS, STEPS = 40, 5000

function nanos_in_julia(sim)
    out, input, fastest = zeros(1, 1), zeros(1, 1), Inf
    for _ in 1:ROUNDS
        start = time_ns()
        for _ in 1:STEPS
            run!(sim, 1; out = out, inputs = input)
        end
        fastest = min(fastest, (time_ns() - start) / STEPS)
    end
    return fastest
end

# The same in C, against the library that this Julia has loaded.
function nanos_in_c(net, folder)
    library = first(filter(path -> occursin("libsubthal", path), Libdl.dllist()))
    include_folder = normpath(joinpath(@__DIR__, "..", "..", "..", "include"))
    source, program = joinpath(@__DIR__, "overhead.c"), joinpath(folder, "overhead")
    text = joinpath(folder, "network.toml")
    write(text, to_text(net))
    run(`cc -O2 -I$include_folder $source $library -Wl,-rpath,$(dirname(library)) -o $program`)
    return parse(Float64, readchomp(`$program $text`))
end

function network(n)
    net = Network("stn_gpe_gpi_adex_healthy"; n_stn = 2n, n_gpe = 4n, n_gpi = 3n)
    add_probe!(net, "stn", "i_syn"; mean = true)
    return add_input!(net, "stimulus", "stn")
end

for n in (1, 25)
    net = network(n)
    sim = Simulator(net)
    nanos_in_julia(Simulator(net)) # compiled first
    julia, c = nanos_in_julia(sim), nanos_in_c(net, mktempdir())
    bytes = @allocated run!(sim, 1; out = zeros(1, 1), inputs = zeros(1, 1))
    println(9n, " cells: Julia ", round(Int, julia), " ns, C ", round(Int, c), " ns, overhead ",
            round(Int, julia - c), " ns; ", bytes, " bytes a call, two 1x1 matrices among them")
end
