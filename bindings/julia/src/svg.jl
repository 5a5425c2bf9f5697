# Draws panels as SVG, with nothing but printing.

const WIDTH = 720.0
const HEIGHT = 220.0
const LEFT, RIGHT, TOP, BOTTOM = 64.0, 16.0, 28.0, 40.0

# Where numbers from `low` to `high` lie on the paper, from `from` to `to`.
struct Scale
    low::Float64
    high::Float64
    from::Float64
    to::Float64
end

(scale::Scale)(x) =
    scale.from + (x - scale.low) / (scale.high - scale.low) * (scale.to - scale.from)

# A scale for these numbers, with so much free on either side, as a part of their extent.
function Scale(numbers::AbstractVector, from, to, free = 0.0)
    finite = filter(isfinite, numbers)
    low, high = isempty(finite) ? (0.0, 1.0) : extrema(finite)
    low == high && ((low, high) = (low - 0.5, high + 0.5))
    margin = free * (high - low)
    return Scale(low - margin, high + margin, from, to)
end

# A rectangle of a heat map stands around its number, so the first and last need half of one more.
half_a_cell(numbers) = 0.5 / max(length(numbers) - 1, 1)

"""
    save_svg(path, panels...) -> path

Draw panels, one below the other, into an SVG file.
"""
function save_svg(path::AbstractString, panels::Panel...)
    open(io -> write_svg(io, panels), path, "w")
    return path
end

Base.show(io::IO, ::MIME"image/svg+xml", panel::Panel) = write_svg(io, (panel,))
Base.show(io::IO, panel::Panel) = print(io, "Panel of ", panel.kind, ": ", panel.title)

function write_svg(io, panels)
    height = HEIGHT * length(panels)
    println(io, """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 $(WIDTH) $(height)" """,
            """width="$(WIDTH)" height="$(height)" font-family="sans-serif" font-size="12">""")
    println(io, """<rect width="100%" height="100%" fill="white"/>""")
    for (i, panel) in enumerate(panels)
        println(io, """<g transform="translate(0 $((i - 1) * HEIGHT))">""")
        draw(io, panel)
        println(io, "</g>")
    end
    println(io, "</svg>")
end

function draw(io, panel)
    heat = panel.kind === :heat
    x = Scale(panel.x, LEFT, WIDTH - RIGHT, heat ? half_a_cell(panel.x) : 0.0)
    y = Scale(panel.y, HEIGHT - BOTTOM, TOP, heat ? half_a_cell(panel.y) : 0.05)
    marks = Dict(:dots => draw_dots, :line => draw_line, :heat => draw_heat)[panel.kind]
    marks(io, panel, x, y)
    draw_frame(io, panel)
    foreach(tick -> draw_x_tick(io, x(tick), tick), ticks(x))
    foreach(tick -> draw_y_tick(io, y(tick), tick), ticks(y))
end

# All spikes in one path of strokes of no length, which round ends make dots: small files.
function draw_dots(io, panel, x, y)
    print(io, """<path stroke="#1f3a5f" stroke-width="1.2" stroke-linecap="round" """,
          """fill="none" d=\"""")
    for (a, b) in zip(panel.x, panel.y)
        print(io, "M", short(x(a)), " ", short(y(b)), "h0")
    end
    println(io, "\"/>")
end

function draw_line(io, panel, x, y)
    print(io, """<path stroke="#1f3a5f" stroke-width="1" fill="none" d=\"""")
    command = "M"
    for (a, b) in zip(panel.x, panel.y)
        command = isfinite(b) ? (print(io, command, short(x(a)), " ", short(y(b))); "L") : "M"
    end
    println(io, "\"/>")
end

function draw_heat(io, panel, x, y)
    shade = Scale(vec(panel.z), 0, 1)
    width = (WIDTH - LEFT - RIGHT) / length(panel.x)
    height = (HEIGHT - TOP - BOTTOM) / length(panel.y)
    for column in eachindex(panel.x), row in eachindex(panel.y)
        print(io, """<rect x="$(short(LEFT + (column - 1) * width))" """,
              """y="$(short(HEIGHT - BOTTOM - row * height))" """,
              """width="$(short(width + 0.3))" height="$(short(height + 0.3))" """)
        println(io, """fill="$(colour(shade(panel.z[row, column])))"/>""")
    end
    draw_shades(io, shade)
end

# What the shades mean: a bar of them above the frame, between the least and the most.
function draw_shades(io, shade)
    right, wide, base = WIDTH - RIGHT - 40, 4.0, TOP - 8
    words(io, WIDTH - RIGHT, base, number_text(round(shade.high; digits = 1)), "end")
    for step in 0:19
        print(io, """<rect x="$(short(right - (20 - step) * wide))" y="$(base - 10)" height="10" """)
        println(io, """width="$(wide + 0.3)" fill="$(colour(step / 19))"/>""")
    end
    words(io, right - 20wide - 6, base, number_text(round(shade.low; digits = 1)), "end")
end

# Dark blue through green to yellow: even steps of brightness, legible without colour vision.
const COLOURS = [(68, 1, 84), (59, 82, 139), (33, 145, 140), (94, 201, 98), (253, 231, 37)]

function colour(shade)
    place = 1 + clamp(shade, 0, 1) * (length(COLOURS) - 1)
    below = min(floor(Int, place), length(COLOURS) - 1)
    mixed = COLOURS[below] .+ (place - below) .* (COLOURS[below+1] .- COLOURS[below])
    return "rgb($(join(round.(Int, mixed), ",")))"
end

function draw_frame(io, panel)
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    println(io, """<rect x="$LEFT" y="$TOP" width="$width" height="$height" fill="none" """,
            """stroke="black" stroke-width="0.8"/>""")
    middle = TOP + height / 2
    words(io, LEFT, TOP - 8, panel.title, "start")
    words(io, LEFT + width / 2, HEIGHT - 8, panel.x_label, "middle")
    words(io, 14, middle, panel.y_label, "middle"; turned = "rotate(-90 14 $middle)")
end

function draw_x_tick(io, place, tick)
    base = HEIGHT - BOTTOM
    println(io, """<path stroke="black" stroke-width="0.8" d="M$(short(place)) $(base)v4"/>""")
    words(io, place, base + 17, number_text(tick), "middle")
end

function draw_y_tick(io, place, tick)
    println(io, """<path stroke="black" stroke-width="0.8" d="M$LEFT $(short(place))h-4"/>""")
    words(io, LEFT - 7, place + 4, number_text(tick), "end")
end

function words(io, x, y, text, anchor; turned = "")
    safe = replace(replace(replace(text, "&" => "&amp;"), "<" => "&lt;"), ">" => "&gt;")
    println(io, """<text x="$(short(x))" y="$(short(y))" text-anchor="$anchor" """,
            """transform="$turned">$safe</text>""")
end

# About five round numbers within the scale.
function ticks(scale)
    rough = (scale.high - scale.low) / 5
    power = 10.0^floor(log10(rough))
    step = power * (rough < 1.5power ? 1 : rough < 3.5power ? 2 : rough < 7.5power ? 5 : 10)
    return step .* (ceil(Int, scale.low / step - 1e-9):floor(Int, scale.high / step + 1e-9))
end

number_text(x) = cell_text(round(x; sigdigits = 6))
short(x) = cell_text(round(x; digits = 2))
