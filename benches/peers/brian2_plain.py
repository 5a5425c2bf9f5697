"""T1 as one writes it for Brian2: the equations of the papers, and Brian2's own settings.

No units: mV, ms and the unit of each cell's current. exprel(x) is (exp(x) - 1) / x, and 1 at 0.
"""

STN = """
    alpha_m = 0.32 * 4 / exprel(-(v + 54) / 4) : 1
    beta_m = 0.28 * 5 / exprel((v + 27) / 5) : 1
    alpha_n = 0.032 * 5 / exprel(-(v + 52) / 5) : 1
    beta_n = 0.5 * exp(-(v + 57) / 40) : 1
    alpha_h = 0.128 * exp(-(v + 50) / 18) : 1
    beta_h = 4 / (1 + exp(-(v + 27) / 5)) : 1
    m_inf = alpha_m / (alpha_m + beta_m) : 1
    n_inf = alpha_n / (alpha_n + beta_n) : 1
    h_inf = alpha_h / (alpha_h + beta_h) : 1
    a_inf = 1 / (1 + exp(-(v - theta_a) / k_a)) : 1
    s_inf = 1 / (1 + exp(-(v + 39) / 8)) : 1
    r_inf = 1 / (1 + exp((v - theta_r) / k_r)) : 1
    tau_n = 0.75 * (1 + 100 / (1 + exp((v + 80) / 26))) : 1
    tau_h = 0.75 * (1 + 500 / (1 + exp((v + 57) / 3))) : 1
    i_na = g_na * m_inf**3 * h * (v - e_na) : 1
    i_k = g_k * n**4 * (v - e_k) : 1
    i_t = g_t * a_inf**3 * r**2 * (v - e_ca) : 1
    i_ca = g_ca * s_inf**3 * (v - e_ca) : 1
    i_ahp = g_ahp * ca / (ca + k_1) * (v - e_k) : 1
    i_h = g_h * r * (v - e_h) : 1
    i_ion = i_na + i_k + i_t + i_ca + i_ahp + i_h + g_l * (v - e_l) : 1
    dv/dt = (i_app + y + i_syn - i_ion) / c_m / ms : 1
    dn/dt = (n_inf - n) / tau_n / ms : 1
    dh/dt = (h_inf - h) / tau_h / ms : 1
    dr/dt = (r_inf - r) / tau_r / ms : 1
    dca/dt = -(alpha_ca * (i_t + i_ca) + ca / tau_ca) / ms : 1
    i_app : 1 (constant)
    g_l : 1 (constant)
    g_ahp : 1 (constant)
"""

ADEX = """
    inward = g_l * (delta_t * exp((v - v_t) / delta_t) - (v - e_l)) + i_app + y + i_syn - w : 1
    dv/dt = inward / c_m / ms : 1 (unless refractory)
    dw/dt = (a * (v - e_l) - w) / tau_w / ms : 1
    i_app : 1 (constant)
    g_l : 1 (constant)
"""


def settings():
    """Brian2's own: double precision and its own options of g++."""


def noise(net, population):
    """The equation of the noise; nothing else is done to it."""
    tau, sigma = net.one(f"{population}.noise.tau"), net.one(f"{population}.noise.sigma")
    return f"dy/dt = -y / ({tau} * ms) + {sigma} * sqrt(2 / ({tau} * ms)) * xi : 1", None
