"""
    SubthalError

What the library answered instead of doing what it was asked: `status`, such as `:out_of_range`, and
the `sentence` that explains it.
"""
struct SubthalError <: Exception
    status::Symbol
    sentence::String
end

Base.showerror(io::IO, e::SubthalError) =
    print(io, "SubthalError: ", e.sentence, " (", e.status, ")")

const OK = Int32(0)
const TOO_LARGE = Int32(10)
const DIVERGED = Int32(12)
const CANCELLED = Int32(15)

status_name(status) = Symbol(unsafe_string(C.status_name(status)))

check(status::Int32) = status == OK ? nothing : fail(status)

# Read at once: the sentence belongs to this thread's last failing call.
@noinline function fail(status)
    sentence = unsafe_string(C.last_error())
    throw(SubthalError(status_name(status), sentence))
end
