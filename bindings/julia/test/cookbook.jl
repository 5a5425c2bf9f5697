# Every recipe of the cookbook runs, in a Julia of its own, in a folder of its own.

const COOKBOOK = joinpath(BINDINGS, "cookbook", "julia")

@testset "$name" for name in sort(readdir(COOKBOOK))
    @test cd(() -> runs_alone(joinpath(COOKBOOK, name)), mktempdir())
end

@testset "the_readme_runs" begin
    text = read(joinpath(BINDINGS, "julia", "README.md"), String)
    blocks = [m[1] for m in eachmatch(r"```julia\n(.*?)```"s, text)]
    folder = mktempdir()
    for (k, block) in enumerate(blocks)
        write(joinpath(folder, "readme_$k.jl"), block)
        @test cd(() -> runs_alone("readme_$k.jl"), folder)
    end
    @test any(endswith(".svg"), readdir(folder))
end
