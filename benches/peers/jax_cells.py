"""The two cells for JAX, in the symbols and the order of update of src/models.

Units: mV, ms, mS/cm2 and uA/cm2 (STN); mV, ms, nS, pA, pF (AdEx). Parameters are numbers, or arrays
where cells differ.
"""

import jax.numpy as jnp
import numpy as np

from network import DT_MS


def linoid(x, k, exponential):
    """x / (1 - exp(-x/k)) given the exponential; a series about its hole at 0."""
    z = x / k
    near = jnp.abs(z) < 0.01
    quotient = x / jnp.where(near, 1.0, 1.0 - exponential)
    return jnp.where(near, k * (1.0 + z * (0.5 + z / 12.0)), quotient)


class Parameters:
    """Parameters of one or several populations by attribute, single precision."""

    def __init__(self, net, populations):
        self.net, self.populations = net, populations

    def __getattr__(self, name):
        columns = [self.net[f"{population}.{name}"] for population in self.populations]
        values = np.concatenate(columns).astype(np.float32)
        return float(values[0]) if np.all(values == values[0]) else values


def start(net, populations, variables):
    """Where the cells begin."""
    columns = [[net[f"{name}.start.{variable}"] for name in populations] for variable in variables]
    return tuple(np.concatenate(column).astype(np.float32) for column in columns)


def stn_gates(p, v, n, h, r):
    """Gates after a step, and the steady states of those that have none."""
    by_40 = jnp.exp((v + 54.0) * (-1.0 / 40.0))
    by_20 = by_40 * by_40
    by_10 = by_20 * by_20
    by_5 = by_10 * by_10
    e5_27 = by_5 * np.exp(27.0 / 5.0).item()  # exp(-(V+27)/5)
    e5_52 = by_5 * np.exp(2.0 / 5.0).item()  # exp(-(V+52)/5)
    by_18 = jnp.exp((v + 50.0) * (-1.0 / 18.0))
    by_9 = by_18 * by_18
    by_3 = by_9 * by_9 * by_9
    by_26 = jnp.exp((v + 80.0) * (1.0 / 26.0))

    alpha_m = 0.32 * linoid(v + 54.0, 4.0, by_5 * by_20)
    beta_m = 0.28 * e5_27 * linoid(v + 27.0, 5.0, e5_27)
    alpha_n = 0.032 * linoid(v + 52.0, 5.0, e5_52)
    beta_n = 0.5 * np.exp(-3.0 / 40.0).item() * by_40
    alpha_h, beta_h = 0.128 * by_18, 4.0 / (1.0 + e5_27)
    m_inf = alpha_m / (alpha_m + beta_m)
    a_inf = 1.0 / (1.0 + jnp.exp((p.theta_a - v) / p.k_a))
    s_inf = 1.0 / (1.0 + by_10 * by_40 * np.exp(15.0 / 8.0).item())
    r_inf = by_9 / (by_9 + np.exp(24.0 / 9.0).item())
    e7_3 = np.exp(7.0 / 3.0).item()
    n = n + DT_MS * (alpha_n / (alpha_n + beta_n) - n) * (1.0 + by_26) / (0.75 * (101.0 + by_26))
    h_inf = alpha_h / (alpha_h + beta_h)
    h = h + DT_MS * (h_inf - h) * (by_3 + e7_3) / (0.75 * (501.0 * by_3 + e7_3))
    r = r + DT_MS / p.tau_r * (r_inf - r)
    return n, h, r, m_inf, a_inf, s_inf


def stn_step(p, state, current):
    """State after a step, and who fired."""
    v, n, h, r, ca, hold = state
    n, h, r, m_inf, a_inf, s_inf = stn_gates(p, v, n, h, r)
    open_ca = p.g_t * a_inf**3 * r**2 + p.g_ca * s_inf**3
    open_k = p.g_k * n**4 + p.g_ahp * ca / (ca + p.k_1)
    i_ca = open_ca * (v - p.e_ca)
    i_na = p.g_na * m_inf**3 * h * (v - p.e_na)
    i_rest = open_k * (v - p.e_k) + p.g_l * (v - p.e_l) + p.g_h * r * (v - p.e_h)
    v_new = v + DT_MS / p.c_m * (current + p.i_app - i_na - i_rest - i_ca)
    spiked = (v < p.v_th) & (v_new >= p.v_th) & (hold < 0.5)
    hold = jnp.where(spiked, round(p.min_isi / DT_MS) - 1.0, jnp.maximum(hold - 1.0, 0.0))
    ca = jnp.maximum(ca - DT_MS * (p.alpha_ca * i_ca + ca / p.tau_ca), 0.0)
    return (v_new, n, h, r, ca, hold), spiked


def adex_step(p, state, current):
    """State after a step, and who fired."""
    v, w, hold = state
    steep = jnp.exp(jnp.clip((v - p.v_t) / p.delta_t, -20.0, 10.0))
    inward = p.g_l * (p.delta_t * steep - (v - p.e_l)) + current + p.i_app - w
    v_free = v + DT_MS / p.c_m * inward
    w = w + DT_MS / p.tau_w * (p.a * (v - p.e_l) - w)
    held, over = hold > 0.5, v_free >= p.v_peak
    spiked = over & ~held
    wait = jnp.where(over, round(p.t_ref / DT_MS) * 1.0, 0.0)
    state = jnp.where(over | held, p.v_reset, v_free), w + jnp.where(spiked, p.b, 0.0)
    return (*state, jnp.where(held, hold - 1.0, wait)), spiked
