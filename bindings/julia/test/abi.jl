# The layer that mirrors the C header: every symbol, every field, where C puts it.

const HEADER = joinpath(ROOT, "include", "subthal.h")
const SYMBOL_FILE = joinpath(ROOT, "include", "symbols.txt")
const LAYOUTS = [getfield(C, name) for name in names(C; all = true)
                 if getfield(C, name) isa DataType && getfield(C, name) <: C.Layout &&
                    isconcretetype(getfield(C, name))]

c_name(T) = "subthal" * replace(string(nameof(T)), r"[A-Z]" => letter -> "_" * lowercase(letter))

# A C program that prints, of each struct, its size and where its fields are.
function layout_program(types)
    lines = ["#include <subthal.h>", "#include <stdio.h>", "int main(void) {"]
    for T in types
        push!(lines, "printf(\"$(nameof(T)) %zu\", sizeof($(c_name(T))));")
        for field in fieldnames(T)
            push!(lines, "printf(\" %zu\", offsetof($(c_name(T)), $field));")
        end
        push!(lines, "puts(\"\");")
    end
    return join([lines; "return 0; }\n"], "\n")
end

function layouts_in_c(types)
    folder = mktempdir()
    source, program = joinpath(folder, "layouts.c"), joinpath(folder, "layouts")
    write(source, layout_program(types))
    run(`cc -I$(dirname(HEADER)) $source -o $program`)
    return readlines(`$program`)
end

layout_in_julia(T) =
    join([nameof(T), sizeof(T), (Int(fieldoffset(T, i)) for i in 1:fieldcount(T))...], " ")

@testset "structs_lie_in_memory_as_in_c" begin
    types = [LAYOUTS; Spike; Burst; BetaBurst; Tick]
    n_handles = 5
    @test length(types) + n_handles ==
          count(startswith("typedef struct subthal_"), eachline(HEADER))
    if Sys.which("cc") === nothing
        @info "no C compiler: layouts are not compared"
    else
        @test layouts_in_c(types) == layout_in_julia.(types)
    end
end

# Defaults that depend on a kind.
const OF_A_KIND = (C.EstimatorConfig, C.ControllerConfig)

@testset "defaults_say_the_size_of_the_struct" begin
    for T in LAYOUTS
        default = Symbol(c_name(T)[9:end], :_default)
        isdefined(C, default) && T ∉ OF_A_KIND || continue
        @test Subthal.described(getfield(C, default), T).struct_size == sizeof(T)
    end
    @test EstimatorConfig("bursts").config.struct_size == sizeof(C.EstimatorConfig)
    @test ControllerConfig("pi").config.struct_size == sizeof(C.ControllerConfig)
end

@testset "every_symbol_is_declared_and_used" begin
    symbols = Set(eachline(SYMBOL_FILE))
    @test Set(string(name) for (name, _) in C.SYMBOLS) == symbols
    source = joinpath(BINDINGS, "julia", "src")
    files = filter(isfile, readdir(source; join = true))
    friendly = join(read(file, String) for file in files)
    unused = filter(name -> !occursin(Regex("\\bC\\.$(name[9:end])\\b"), friendly), symbols)
    @test isempty(unused)
end

@testset "versions_agree" begin
    project = read(joinpath(BINDINGS, "julia", "Project.toml"), String)
    @test occursin("version = \"$(version())\"", project)
end

@testset "a_missing_library_is_a_sentence" begin
    script = """
        try
            using Subthal
        catch failure
            exit(occursin("set SUBTHAL_LIBRARY", sprint(showerror, failure)) ? 7 : 1)
        end"""
    project = joinpath(BINDINGS, "julia")
    command = `$(Base.julia_cmd()) --startup-file=no --project=$project -e $script`
    elsewhere = merge(ENV, Dict("SUBTHAL_LIBRARY" => "/nowhere.so"))
    @test run(ignorestatus(setenv(command, elsewhere))).exitcode == 7
end

@testset "every_exported_name_is_documented" begin
    documented = keys(Base.Docs.meta(Subthal))
    missing_docs = [name for name in names(Subthal)
                    if Base.Docs.Binding(Subthal, name) ∉ documented &&
                       name ∉ (:Spike, :Burst, :BetaBurst, :Tick)]
    @test isempty(missing_docs)
end
