"""Catch an error and print its sentence."""

import subthal

net = subthal.Network.preset("stn_gpe_gpi_adex_healthy")

try:
    net["stn.i_ap"] = 70
except subthal.Error as error:
    print(f"{error.name}: {error}")

try:
    net["stn.i_app"] = float("nan")
except ValueError as error:  # each is also the built-in exception that fits
    print(error)
