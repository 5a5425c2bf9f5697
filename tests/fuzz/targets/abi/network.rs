//! Calls on a network as a whole, and on its parameters.

use std::ffi::c_char;
use std::ptr::null_mut;

use subthal::ffi::*;

use super::caller::{call, filled, shared_len, Caller};
use super::words::*;

pub const CALLS: &[fn(&mut Caller)] = &[
    new,
    copy,
    free,
    from_preset,
    texts,
    from_text,
    ask,
    set_seed,
    library, //
    param_info,
    find,
    get,
    set,
    many,
    set_cells,
    cell_values,
    defaults,
];

/// Networks of one input, at most.
const MOST: usize = 6;

fn keep(c: &mut Caller, made: bool, net: *mut subthal_network) {
    if made && !net.is_null() {
        c.nets.add(net);
    }
}

/// Where a handle goes, unless the caller forgets it.
fn place<H>(c: &mut Caller, handle: &mut *mut H) -> *mut *mut H {
    if c.bytes.byte() == 255 {
        null_mut()
    } else {
        handle
    }
}

fn new(c: &mut Caller) {
    let mut fresh = null_mut();
    if c.nets.n_alive() < MOST {
        let made = call!(c, subthal_network_new, seed = c.count(), net = place(c, &mut fresh));
        keep(c, made, fresh);
    }
}

fn copy(c: &mut Caller) {
    let mut fresh = null_mut();
    if c.nets.n_alive() < MOST {
        let made = call!(c, subthal_network_copy, net = c.net(), copy = place(c, &mut fresh));
        keep(c, made, fresh);
    }
}

fn free(c: &mut Caller) {
    let net = c.net();
    if c.came_to(subthal_network_free(net)) && !net.is_null() {
        c.nets.note_freed(net);
    }
}

fn from_preset(c: &mut Caller) {
    let mut fresh = null_mut();
    let mut config: subthal_preset_config = filled(subthal_preset_config_default);
    let sizes = [1, 2, 3, 4, 2, 3, (1 << 30) + 1, u64::MAX];
    (config.n_stn, config.n_gpe) = (c.bytes.of(&sizes), c.bytes.of(&sizes));
    (config.n_gpi, config.seed) = (c.bytes.of(&sizes), c.count());
    let (name, config) = (c.text(&PRESETS), c.given(config));
    if c.nets.n_alive() < MOST && !config.is_null() {
        let place = place(c, &mut fresh);
        let made = call!(c, subthal_network_from_preset, name = name, config = config, net = place);
        keep(c, made, fresh);
    }
}

fn from_text(c: &mut Caller) {
    let mut fresh = null_mut();
    let texts =
        ["format = 1\nseed = \"1\"\n", "format = 2\nseed = \"1\"\n", "[[", "\0", "seed = 1"];
    let text = c.bytes.of(&texts);
    let spelled = c.array(|c| c.bytes.byte() as c_char);
    let (text, len) =
        if c.bytes.below(2) == 0 { (text.as_ptr().cast(), text.len()) } else { spelled };
    if c.nets.n_alive() < MOST {
        let made =
            call!(c, subthal_network_from_text, text = text, len = len, net = place(c, &mut fresh));
        keep(c, made, fresh);
    }
}

fn texts(c: &mut Caller) {
    let ((out, len), needed) = (c.buffer(), c.out());
    match c.bytes.below(3) {
        0 => {
            call!(c, subthal_network_to_text, net = c.net(), out = out, len = len, needed = needed)
        }
        1 => call!(c, subthal_names, kind = c.text(&KINDS), out = out, len = len, needed = needed),
        _ => {
            let (net, of) = (c.net(), c.text(&NAMES));
            let names = subthal_network_variable_names;
            call!(c, names, net = net, of = of, out = out, len = len, needed = needed)
        }
    };
}

fn ask(c: &mut Caller) {
    type Count = unsafe extern "C" fn(*const subthal_network, *mut usize) -> subthal_status;
    type Word = unsafe extern "C" fn(*const subthal_network, *mut u64) -> subthal_status;
    let counts: [Count; 3] = [
        subthal_network_population_count,
        subthal_network_param_count,
        subthal_network_projection_count,
    ];
    let words: [Word; 2] = [subthal_network_seed, subthal_network_memory_bytes];
    let (count, word) = (c.bytes.of(&counts), c.bytes.of(&words));
    call!(c, count, net = c.net(), out = c.out());
    call!(c, word, net = c.net(), out = c.out());
}

fn set_seed(c: &mut Caller) {
    let (net, seed) = (c.net(), c.count());
    c.came_to(subthal_network_set_seed(net, seed));
}

/// What needs no object.
fn library(c: &mut Caller) {
    let text = subthal_status_name(c.count() as i32);
    // SAFETY: texts of the library are never NULL and end in NUL.
    assert!(unsafe { text.read() != 0 && subthal_version_string().read() != 0 });
    assert!(subthal_version() > 0);
}

fn param_info(c: &mut Caller) {
    let (info, size) = c.taken();
    call!(c, subthal_network_param_info, net = c.net(), id = c.index(), info = info, size = size);
}

fn find(c: &mut Caller) {
    call!(c, subthal_network_find_param, net = c.net(), path = c.text(&PATHS), id = c.out());
}

fn get(c: &mut Caller) {
    call!(c, subthal_network_get, net = c.net(), path = c.text(&PATHS), value = c.out());
}

fn set(c: &mut Caller) {
    type Set = unsafe extern "C" fn(*mut subthal_network, *const c_char, f64) -> subthal_status;
    let sets: [Set; 3] = [
        subthal_network_set,
        subthal_network_set_heterogeneity,
        subthal_network_set_initial_spread,
    ];
    let set = c.bytes.of(&sets);
    call!(c, set, net = c.net(), path = c.text(&PATHS), value = c.number());
}

fn many(c: &mut Caller) {
    let (ids, n) = c.array(Caller::index);
    let (values, n_values) = c.array(Caller::number);
    if n_values == n {
        let (net, set) = (c.net(), subthal_network_set_many);
        call!(c, set, net = net, ids = ids, values = values, n = n);
    } else {
        let (values, n_values) = c.buffer();
        let (net, n) = (c.net(), shared_len([n, n_values]));
        call!(c, subthal_network_get_many, net = net, ids = ids, values = values, n = n);
    }
}

fn set_cells(c: &mut Caller) {
    type Set = unsafe extern "C" fn(
        *mut subthal_network,
        *const c_char,
        *const f64,
        usize,
    ) -> subthal_status;
    let sets: [Set; 2] = [subthal_network_set_cells, subthal_network_set_initial];
    let (set, (values, n)) = (c.bytes.of(&sets), c.array(Caller::number));
    call!(c, set, net = c.net(), path = c.text(&PATHS), values = values, n = n);
}

fn cell_values(c: &mut Caller) {
    let ((values, n), net, path) = (c.buffer(), c.net(), c.text(&PATHS));
    let of = subthal_network_cell_values;
    call!(c, of, net = net, path = path, values = values, n = n, needed = c.out());
}

/// Every struct that has defaults.
fn defaults(c: &mut Caller) {
    fn fill<T>(c: &mut Caller, fill: unsafe extern "C" fn(*mut T, usize) -> subthal_status) {
        let (place, size) = c.taken();
        call!(c, fill, place = place, size = size);
    }
    fill(c, subthal_preset_config_default);
    fill(c, subthal_projection_config_default);
    fill(c, subthal_noise_config_default);
    fill(c, subthal_input_config_default);
    fill(c, subthal_pulses_config_default);
    fill(c, subthal_stimulator_config_default);
    fill(c, subthal_probe_config_default);
    fill(c, subthal_simulator_config_default);
    fill(c, subthal_run_default);
    fill(c, subthal_recording_default);
    fill(c, subthal_welch_config_default);
    fill(c, subthal_beta_bursts_config_default);
    fill(c, subthal_coupling_config_default);
    fill(c, subthal_protocol_default);
    fill(c, subthal_batch_default);
    fill(c, subthal_replay_default);
}
