# Save a network to a text file and read it back: the same network to the last bit.
using Subthal

net = Network("stn_gpe_gpi_adex_parkinsonian"; seed = 5)
net["stn.i_app"] = 43.21
write("network.toml", to_text(net))

again = from_text(read("network.toml", String))
one, two = Simulator(net), Simulator(again)
run!(one, 4000)
run!(two, 4000)
println("equal after 100 ms: ", state_hash(one) == state_hash(two))
