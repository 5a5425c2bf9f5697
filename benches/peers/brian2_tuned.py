"""T1 tuned by hand for Brian2: single precision, g++'s best options, noise drawn apart.

Exponentials are shared as powers and the rates do not branch. That saves less than it looks: Brian2
expands the powers again before it writes C++, with literals in double precision, and g++ 12
vectorises no loop over cells. No units: mV, ms and the unit of each cell's current.
"""

import math
import warnings

import brian2 as b2
import numpy as np

from network import DT_MS

FLAGS = ["-O3", "-march=native", "-ffast-math", "-std=c++17"]


def settings():
    """What makes Brian2 fast."""
    # it compares numbers in single precision with 1e50
    warnings.filterwarnings("ignore", "overflow encountered in cast")
    b2.prefs.codegen.cpp.extra_compile_args_gcc = FLAGS
    b2.prefs.core.default_float_dtype = np.float32


def linoid(name, x, k, exponential):
    """x / (1 - exp(-x/k)) given the exponential; a series about its hole at 0."""
    return f"""
    z_{name} = ({x}) / {k} : 1
    near_{name} = int(abs(z_{name}) < 0.01) : 1
    series_{name} = {k} * (1 + z_{name} * (0.5 + z_{name} / 12)) : 1
    quotient_{name} = ({x}) / (1 - {exponential} + near_{name}) : 1
    linoid_{name} = near_{name} * series_{name} + (1 - near_{name}) * quotient_{name} : 1
    """


STN = f"""
    by_40 = exp(-(v + 54) / 40) : 1
    by_20 = by_40 * by_40 : 1
    by_10 = by_20 * by_20 : 1
    by_5 = by_10 * by_10 : 1
    by_4 = by_5 * by_20 : 1
    e5_27 = by_5 * {math.exp(27 / 5)} : 1
    e5_52 = by_5 * {math.exp(2 / 5)} : 1
    by_18 = exp(-(v + 50) / 18) : 1
    by_9 = by_18 * by_18 : 1
    by_3 = by_9 * by_9 * by_9 : 1
    by_26 = exp((v + 80) / 26) : 1
    {linoid("am", "v + 54", 4, "by_4")}
    {linoid("bm", "v + 27", 5, "e5_27")}
    {linoid("an", "v + 52", 5, "e5_52")}
    alpha_m = 0.32 * linoid_am : 1
    beta_m = 0.28 * e5_27 * linoid_bm : 1
    alpha_n = 0.032 * linoid_an : 1
    beta_n = {0.5 * math.exp(-3 / 40)} * by_40 : 1
    alpha_h = 0.128 * by_18 : 1
    beta_h = 4 / (1 + e5_27) : 1
    m_inf = alpha_m / (alpha_m + beta_m) : 1
    a_inf = 1 / (1 + exp((theta_a - v) / k_a)) : 1
    s_inf = 1 / (1 + by_10 * by_40 * {math.exp(15 / 8)}) : 1
    r_inf = by_9 / (by_9 + {math.exp(24 / 9)}) : 1
    open_ca = g_t * a_inf * a_inf * a_inf * r * r + g_ca * s_inf * s_inf * s_inf : 1
    i_ca = open_ca * (v - e_ca) : 1
    i_na = g_na * m_inf * m_inf * m_inf * h * (v - e_na) : 1
    i_k = (g_k * n * n * n * n + g_ahp * ca / (ca + k_1)) * (v - e_k) : 1
    i_ion = i_na + i_k + i_ca + g_l * (v - e_l) + g_h * r * (v - e_h) : 1
    dv/dt = (i_app + y + i_syn - i_ion) / c_m / ms : 1
    dn/dt = (alpha_n / (alpha_n + beta_n) - n) * (1 + by_26) / (0.75 * (101 + by_26)) / ms : 1
    tau_h = 0.75 * (501 * by_3 + {math.exp(7 / 3)}) / (by_3 + {math.exp(7 / 3)}) : 1
    dh/dt = (alpha_h / (alpha_h + beta_h) - h) / tau_h / ms : 1
    dr/dt = (r_inf - r) / tau_r / ms : 1
    dca/dt = -(alpha_ca * i_ca + ca / tau_ca) / ms : 1
    i_app : 1 (constant)
    g_l : 1 (constant)
    g_ahp : 1 (constant)
"""

ADEX = """
    steep = exp(clip((v - v_t) / delta_t, -20, 10)) : 1
    inward = g_l * (delta_t * steep - (v - e_l)) + i_app + y + i_syn - w : 1
    dv/dt = inward / c_m / ms : 1 (unless refractory)
    dw/dt = (a * (v - e_l) - w) / tau_w / ms : 1
    i_app : 1 (constant)
    g_l : 1 (constant)
"""


def noise(net, population):
    """The equation of the noise, and what is done to it in every step."""
    steps = DT_MS / net.one(f"{population}.noise.tau")
    spread = net.one(f"{population}.noise.sigma") * math.sqrt(-math.expm1(-2 * steps))
    return "y : 1", f"y += {math.expm1(-steps)} * y + {spread} * randn()"
