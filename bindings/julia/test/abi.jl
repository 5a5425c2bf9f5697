# The layer that mirrors the C header: every symbol, every field, where C puts it.

const HEADER = joinpath(ROOT, "include", "subthal.h")
const SYMBOL_FILE = joinpath(ROOT, "include", "symbols.txt")
# What this package lacks until it takes up the closed loops: functions, and structs of theirs.
const LEFT_OUT = Set(split(line, ", ")[2]
                     for line in eachline(joinpath(ROOT, "bindings", "coverage_exceptions.txt"))
                     if startswith(line, "julia, "))
const STRUCTS_LEFT_OUT = isempty(LEFT_OUT) ? 0 : 13
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
    types = [LAYOUTS; Spike; Burst; BetaBurst]
    @test length(types) == count(startswith("typedef struct subthal_"), eachline(HEADER)) - 2 -
                           STRUCTS_LEFT_OUT
    if Sys.which("cc") === nothing
        @info "no C compiler: layouts are not compared"
    else
        @test layouts_in_c(types) == layout_in_julia.(types)
    end
end

@testset "defaults_say_the_size_of_the_struct" begin
    for T in LAYOUTS
        default = Symbol(c_name(T)[9:end], :_default)
        isdefined(C, default) || continue
        @test Subthal.described(getfield(C, default), T).struct_size == sizeof(T)
    end
end

@testset "every_symbol_is_declared_and_used" begin
    symbols = setdiff(Set(eachline(SYMBOL_FILE)), LEFT_OUT)
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
                       name ∉ (:Spike, :Burst, :BetaBurst)]
    @test isempty(missing_docs)
end
