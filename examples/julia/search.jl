# From the healthy circuit to a parkinsonian state: five numbers, found by CMA-ES of the package
# CMAEvolutionStrategy. All seeds of all points of a generation are one call of `evaluate`.
#   julia --project=examples/julia -e 'using Pkg; Pkg.instantiate()'     # once
#   julia --project=examples/julia examples/julia/search.jl [most evaluations]
# Run by hand, with Julia 1.5.3: no test runs it, since the package comes from Julia's registry.
using CMAEvolutionStrategy, Printf, Statistics, Subthal

# By ratio: equal steps in the logarithm.
side(path, unit, low, high; by_ratio = false) =
    (path = path, unit = unit, low = low, high = high, by_ratio = by_ratio)
const BOX = [side("stn.i_app", "uA/cm2", 45, 130),
             side("gpe.i_app", "pA", -250, 300),
             side("gpi.i_app", "pA", 100, 500),
             side("stn_to_gpe.weight", "nS", 2.5, 300; by_ratio = true),
             side("gpe_to_stn.weight", "nS", 50, 10_000; by_ratio = true)]
const WANTED = ["stn.rate" => "20 to 35 Hz",
                "gpe.rate" => "30 to 55 Hz",
                "gpi.rate" => "75 to 109 Hz",
                "stn.beta_prominence" => "12 dB or more",
                "gpe.beta_prominence" => "12 dB or more",
                "stn.kappa" => "0.15 to 0.5"]
const N_POINTS, N_SEEDS = 10, 4
const UNSEEN = 1_000_001:1_000_010 # the search does not come so far

# The value at a place from 0 to 1 across a side.
value(side, place) = side.by_ratio ? side.low * (side.high / side.low)^place :
                     side.low + (side.high - side.low) * place

# Squared, in units of what may be tolerated.
off(seen, middle, half) = abs2((seen - middle) / half)
above_0(excess, tolerated) = abs2(max(excess, 0) / tolerated)

# Rates of monkeys after MPTP, and beta that stands out; kappa has a top, else full synchrony wins.
function loss((stn_hz, gpe_hz, gpi_hz, stn_db, gpe_db, kappa))
    rates = off(stn_hz, 27.5, 7.5) + off(gpe_hz, 42.5, 12.5) + off(gpi_hz, 92, 17)
    beta = above_0(12 - stn_db, 4) + above_0(12 - gpe_db, 4) +
           above_0(0.15 - kappa, 0.05) + above_0(kappa - 0.5, 0.15)
    return rates / 3 + beta / 2
end

# (metrics x seeds) of each point. Each seed draws its own wiring, cells and noise. Silence has NaN
# for a beta, and a trial that failed for everything, which is as bad: both are 0.
function trials(net, points, seeds, measured_ms)
    values = repeat(value.(BOX, points); inner = (1, length(seeds)))
    answers = evaluate(
        net; params = [side.path for side in BOX], values = values,
        seeds = repeat(seeds; outer = size(points, 2)), metrics = first.(WANTED),
        burn_in_ms = 300, measured_ms = measured_ms, redraw_wiring = true)
    foreach(line -> println(stderr, line), filter(!isempty, answers.sentences))
    seen = reshape(replace(answers.metrics, NaN => 0.0), length(WANTED), length(seeds), :)
    return collect(eachslice(seen; dims = 3))
end

mean_loss(seen) = mean(loss, eachcol(seen))

# What CMA-ES asks of a generation: the loss of each column. Seeds are new each time, so that no
# point lives on by a lucky draw, and the same for all, so that their order is fair.
function judge(net)
    n_evaluations, least, start_s = 0, Inf, time()
    return function (points)
        seen = trials(net, points, n_evaluations .+ (1:N_SEEDS), 2000)
        losses = mean_loss.(seen)
        n_evaluations += length(losses)
        if minimum(losses) < least
            least, best = findmin(losses)
            trials_per_s = n_evaluations * N_SEEDS / (time() - start_s)
            @printf("%11d %8.0f %8.3f", n_evaluations, trials_per_s, least)
            foreach(x -> @printf(" %6.2f", x), mean(seen[best]; dims = 2))
            println()
        end
        return losses
    end
end

function print_found(point, seen)
    @printf("Found, and seen on %d seeds that are new to it, loss %.3f:\n", size(seen, 2),
            mean_loss(seen))
    for (side, place) in zip(BOX, point)
        @printf("%-20s %7.2f %s\n", side.path, value(side, place), side.unit)
    end
    for ((metric, wanted), x) in zip(WANTED, eachrow(seen))
        @printf("%-20s %7.2f (%.2f to %.2f), wanted %s\n", metric, mean(x), extrema(x)..., wanted)
    end
end

function main(most_evaluations = "120")
    net = Network("stn_gpe_gpi_adex_healthy")
    println("evaluations trials/s     loss   rates of STN, GPe, GPi, Hz; beta, dB; kappa")
    result = minimize(judge(net), fill(0.5, length(BOX)), 0.2; lower = zeros(length(BOX)),
                      upper = ones(length(BOX)), popsize = N_POINTS, parallel_evaluation = true,
                      maxiter = parse(Int, most_evaluations) ÷ N_POINTS, verbosity = 0, seed = 1)
    point = population_mean(result) # the best that was seen had luck too
    print_found(point, only(trials(net, reshape(point, :, 1), UNSEEN, 3000)))
end

main(ARGS...)
