#!/usr/bin/env bash
# Plant and controller find each other, exchange ticks for 2 s and end together; each ends cleanly if the
# other is not there, or is killed.
. "$(dirname "$(realpath "$0")")/common.sh"
compiled udp_plant udp_controller

# plant SECONDS: one in the background, its number and its port.
plant() {
    : >plant
    ./udp_plant 0 "$1" >plant &
    plant=$!
    until grep -q "port" plant; do sleep 0.05; done
    port=$(grep -oE '[0-9]+$' plant)
}

plant 2
ends 0 "the plant ended" ./udp_controller "$port"
wait "$plant"
cat plant
n_answered=$(sed -n 's/ ticks answered.*//p' said)
[ "$n_answered" -ge 1000 ] || fail "only $n_answered of 2000 ticks were answered"
grep -qE "^2000 ticks sent, .* the time is over" plant || fail "the plant did not go on to its end"

plant 60

ends 0 "interrupted" timeout --preserve-status -s INT 1 ./udp_controller "$port"
wait "$plant"
cat plant
grep -q "the controller ended" plant || fail "the plant went on without its controller"

plant 60
(sleep 1 && kill -KILL "$plant") &
ends 0 "fell silent" ./udp_controller "$port"
wait "$plant" || true
ends 2 "must be a number" ./udp_plant here 1
