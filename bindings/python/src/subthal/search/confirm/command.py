"""`python -m subthal.search confirm`: the whole acceptance from a shell."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from ..studies import EVIDENCE, STORAGE, problem_of, states_of, study_of
from .confirmation import HELD_OUT, confirm
from .states import CIRCUITS, preset_circuits, preset_states, read_states


def add_parser(subparsers: Any) -> ArgumentParser:
    """Adds the command to those of a program; `action` of what was parsed runs it."""
    told = "confirm states on held-out seeds: prints every row, exits with 1 where one fails"
    parser = subparsers.add_parser("confirm", help=told, description=told)
    file = "TOML or JSON: a table for each state, of parameters by path; else those of the presets"
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--states", type=Path, metavar="FILE", help=file)
    study = "what a study has found; it keeps the evidence, and its report shows it"
    what.add_argument("--study", metavar="NAME", help=study)
    parser.add_argument("--storage", default=STORAGE, help="of the study: a file, or a URL")
    circuit = "whose presets' cells, synapses and step: adex, or that of the study"
    parser.add_argument("--circuit", choices=CIRCUITS, help=circuit)
    parser.add_argument("--seeds", type=int, default=len(HELD_OUT), metavar="N", help="how many")
    first = "the first of them; take others once you have looked at a confirmation"
    parser.add_argument("--first-seed", type=int, default=HELD_OUT[0], metavar="N", help=first)
    threads = "at once; 0, which is the default, for as many as there are cores"
    parser.add_argument("--threads", type=int, default=0, metavar="N", help=threads)
    parser.add_argument("--json", type=Path, metavar="OUT", help="keep the rows in a file")
    parser.set_defaults(action=main)
    return parser


def main(args: Namespace) -> int:
    """Confirms; the exit status is 1 where a row fails."""
    study = None if args.study is None else study_of(args.study, args.storage)
    if args.json is not None and not args.json.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {args.json.parent} for --json")
    circuit = (args.circuit or "adex") if study is None else _circuit_of(study, args.circuit)
    network, twice = preset_circuits(circuit)
    evidence = confirm(
        _states(args, study, circuit),
        network=network,
        twice=twice,
        seeds=range(args.first_seed, args.first_seed + args.seeds),
        progress=True,
        n_threads=args.threads,
        dt_ms=CIRCUITS[circuit].dt_ms,
    )
    if study is not None:
        study.set_user_attr(EVIDENCE, evidence.to_dict())
    print(evidence.table())
    print("\n".join(["", repr(evidence)[1:-1], *(row.what for row in evidence.failed)]))
    if args.json is not None:
        args.json.write_text(json.dumps(evidence.to_dict(), indent=1), encoding="utf-8")
    return int(not evidence.passed)


def _circuit_of(study: Any, asked: str | None) -> str:
    """The circuit that a study was about; `ValueError` if that is no preset's, or not as asked."""
    network = problem_of(study).network
    of = [name for name in CIRCUITS if preset_circuits(name)[0].to_text() == network]
    if not of or asked not in (None, of[0]):
        about = f"of the circuit {of[0]!r}" if of else "of another network than the presets'"
        raise ValueError(f"the study {study.study_name!r} is {about}; confirm() takes any network")
    return of[0]


def _states(args: Namespace, study: Any, circuit: str) -> dict[str, dict[str, float]]:
    if study is not None:
        return states_of(study)
    return preset_states(circuit) if args.states is None else read_states(args.states)
