# Functions of the caller's that C calls.

# One of them, and what went wrong in it; `has_failed` is 1 then, for C to look at.
mutable struct Watch
    call::Any
    failure::Any
    has_failed::Int32
    Watch(call) = new(call, nothing, 0)
end

flag(watch) = Ptr{Int32}(pointer_from_objref(watch) + fieldoffset(Watch, 3))
watch_of(context::Ptr{Cvoid}) = unsafe_pointer_to_objref(context)::Watch

# What f gives, or `otherwise` if it fails: no exception may pass through C. The safepoint is where
# Ctrl-C arrives.
function watched(f, watch, otherwise)
    try
        GC.safepoint()
        return f()
    catch failure
        watch.failure, watch.has_failed = failure, 1
        return otherwise
    end
end
