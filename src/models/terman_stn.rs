//! What the subthalamic neurons of Terman, Rubin, Yew & Wilson (2002) J Neurosci 22:2963-2976 have in common: their
//! gates of sodium, potassium and T-type calcium, and the sum of their currents.
//!
//! Rubin & Terman (2004) and So, Kent & Grill (2012) each make a cell of it: [`super::rubin_terman_stn`],
//! [`super::so_stn`]. What opens the high-voltage calcium current is theirs.
//! Units: mV, ms, mS/cm2, uA/cm2; Ca in the papers' nominal units.

use super::gates::{doublings, sigmoid, tau_below};
use super::Linear;
use crate::simd::{math, Lanes};

/// The gates at one V, and the exponentials of which more can be made.
pub(super) struct Gates<L> {
    pub m_inf: L,
    pub a_inf: L,
    pub n: Linear<L>,
    pub h: Linear<L>,
    pub r: Linear<L>,
    /// exp(-(V + 32)/8)
    pub exp_8: L,
    /// exp((V + 80)/26)
    pub exp_26: L,
}

impl<L: Lanes> Gates<L> {
    #[inline(always)]
    pub fn at(V: L, [phi_n, phi_h, phi_r]: [L; 3]) -> Self {
        let arguments = [
            doublings(V, -30.0, -15.0), doublings(V, -63.0, -7.8), doublings(V, -32.0, -8.0), doublings(V, -39.0, 3.1),
            doublings(V, -67.0, 2.0), doublings(V, -80.0, 26.0), doublings(V, -57.0, 3.0), doublings(V, 68.0, 2.2),
        ];
        let [m, a, exp_8, h, r, exp_26, by_3, by_2_2] = L::exp2_each(arguments);
        Self {
            m_inf: sigmoid(m).value(),
            a_inf: sigmoid(a).value(),
            n: Linear::toward(sigmoid(exp_8), tau_below(1.0, 100.0, exp_26)).times(phi_n),
            h: Linear::toward(sigmoid(h), tau_below(1.0, 500.0, by_3)).times(phi_h),
            r: Linear::toward(sigmoid(r), tau_below(7.1, 17.5, by_2_2)).times(phi_r),
            exp_8,
            exp_26,
        }
    }
}

/// Inactivation of the T current by r: 1/(1 + exp(-(r - theta_b)/sigma_b)) less its value at r = 0. `per_sigma_b`
/// counts in factors of two.
#[inline(always)]
pub(super) fn b_inf<L: Lanes>(r: L, theta_b: L, per_sigma_b: L, b_0: L) -> L {
    let [b] = L::exp2_each([((r - theta_b) * per_sigma_b).held(-58.0, 58.0)]);
    sigmoid(b).value() - b_0
}

/// 1/(1 + exp(theta_b/sigma_b)), what b_inf would be at r = 0.
pub(super) fn b_zero(theta_b: f64, sigma_b: f64) -> f64 {
    1.0 / (1.0 + math::exp(theta_b / sigma_b))
}

/// Maximal conductances and reversal potentials.
pub(super) struct Conductances<L> {
    pub g_L: L,
    pub E_L: L,
    pub g_Na: L,
    pub E_Na: L,
    pub g_K: L,
    pub E_K: L,
    pub g_T: L,
    pub g_Ca: L,
    pub E_Ca: L,
    pub g_AHP: L,
    pub k_1: L,
}

/// I_ion and, of it, what calcium carries: I_Ca + I_T. `b` inactivates the T current, `c` opens the other.
#[inline(always)]
pub(super) fn currents<L: Lanes>(
    k: Conductances<L>, V: L, gates: &Gates<L>, [n, h, b, c, Ca]: [L; 5],
) -> (L, L) {
    let g_Na  = k.g_Na  * gates.m_inf.cube() * h;
    let g_AHP = k.g_AHP * (Ca / (Ca + k.k_1));
    let g_KAHP = k.g_K.mul_add(n.sq().sq(), g_AHP);
    let g_T   = k.g_T   * gates.a_inf.cube() * b.sq();
    let g_CaT = k.g_Ca.mul_add(c.sq(), g_T); // of I_Ca and I_T

    let I_Ca  = g_CaT * (V - k.E_Ca);
    let I_LCa = k.g_L.mul_add(V - k.E_L, I_Ca);
    let I_ion = g_Na.mul_add(V - k.E_Na, g_KAHP.mul_add(V - k.E_K, I_LCa));
    (I_ion, I_Ca)
}
