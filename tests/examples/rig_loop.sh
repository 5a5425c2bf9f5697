#!/usr/bin/env bash
# The loop keeps count of every tick; a busy host may make it miss some, its own time may not.
. "$(dirname "$(realpath "$0")")/common.sh"
compiled rig_loop
ends 0 "^Of 2000 ticks 0 were missed by the library's own time, [0-9]+ by the scheduler" ./rig_loop 2
ends 2 "must be a number" ./rig_loop soon
