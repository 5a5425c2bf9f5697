"""The command: python -m subthal.search run both --trials 600"""

import argparse
import sys
from pathlib import Path

import optuna

from . import (
    READY,
    Examiner,
    best_trial,
    export,
    picture,
    problem_of,
    repeat,
    report,
    run,
    states_of,
    study_of,
)
from .confirm import CIRCUITS, preset_circuits
from .confirm.command import add_parser
from .samplers import NAMES, POPULATION, SIGMA
from .studies import FOUND, STORAGE, reopened


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; its exit status."""
    args = parser().parse_args(arguments)
    try:
        return args.action(args) or 0
    except KeyboardInterrupt:
        print("interrupted; what was finished is kept", file=sys.stderr)
        return 130
    except (KeyError, ValueError, RuntimeError) as error:
        print(f"subthal.search: {error.args[0]}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"subthal.search: {error}", file=sys.stderr)
        return 2


def parser() -> argparse.ArgumentParser:
    """What the command understands."""
    about = "Searches parameters of the subthalamo-pallidal circuit."
    top = argparse.ArgumentParser(prog="python -m subthal.search", description=about)
    actions = top.add_subparsers(required=True, metavar="ACTION")
    _add_run(actions)
    _add(actions, "best", _best, "the best trial of a study and its states")
    _add(actions, "repeat", _repeat, "simulates a trial again").add_argument("number", type=int)
    for name, action, about in (
        ("report", _report, "a page, and a picture beside it"),
        ("export", _export, "a table of all trials: .csv or .parquet"),
    ):
        _add(actions, name, action, about).add_argument("--to", help="a file", type=Path)
    add_parser(actions)
    listed = actions.add_parser(
        "list", help="the studies of a storage, the problems that are ready"
    )
    listed.add_argument("--storage", default=STORAGE)
    listed.set_defaults(action=_list)
    return top


def _add(actions: argparse._SubParsersAction, name: str, action, about: str):
    added = actions.add_parser(name, help=about)
    added.add_argument("study")
    added.add_argument("--storage", default=STORAGE, help="a file for SQLite, or a URL")
    added.set_defaults(action=action)
    return added


def _add_run(actions: argparse._SubParsersAction) -> None:
    added = actions.add_parser("run", help="searches; the same command goes on after a break")
    added.add_argument("problem", choices=READY)
    added.add_argument("--trials", type=int, default=600, help="of the study, in all")
    added.add_argument("--name", help="of the study; that of the problem unless given")
    added.add_argument("--storage", default=STORAGE, help="a file for SQLite, or a URL")
    added.add_argument("--sampler", choices=NAMES, default="cmaes")
    added.add_argument("--seed", type=int, default=0)
    added.add_argument("--population", type=int, default=POPULATION)
    added.add_argument("--sigma", type=float, default=SIGMA, help="first spread, of the box")
    added.add_argument("--batch", type=int, help="points a batch; the population unless given")
    added.add_argument("--threads", type=int, default=0, help="0: as many as there are CPUs")
    added.add_argument("--shared", action="store_true", help="other processes write to it too")
    added.add_argument("--worker", type=int, default=0, help="another number for each of them")
    ends = "end when a candidate passes a short confirmation, of the circuit of these presets"
    added.add_argument("--examine", choices=CIRCUITS, help=ends)
    added.add_argument("--quiet", action="store_true", help="no bar")
    added.set_defaults(action=_run)


def _run(args: argparse.Namespace) -> None:
    judge = None
    if args.examine is not None:
        judge = Examiner(
            *preset_circuits(args.examine),
            seed=args.seed,
            dt_ms=CIRCUITS[args.examine].dt_ms,
            n_threads=args.threads,
        )
    result = run(
        READY[args.problem](),
        args.trials,
        sampler=args.sampler,
        storage=args.storage,
        name=args.name,
        seed=args.seed,
        until=judge,
        population=args.population,
        sigma=args.sigma,
        batch=args.batch,
        n_threads=args.threads,
        worker=args.worker,
        shared=args.shared,
        progress=not args.quiet,
    )
    print(result)
    _tell(result.study)


def _best(args: argparse.Namespace) -> None:
    _tell(study_of(args.study, args.storage))


def _tell(study) -> None:
    trial, problem = best_trial(study), problem_of(study)
    print(f"\n# best of {len(study.trials)}: trial {trial.number}, {trial.values}")
    if FOUND in study.user_attrs:
        print("# these states are of the candidate that passed and ended the search")
    for state, values in states_of(study).items():
        print(f"\n[{state}]")
        for path, value in values.items():
            print(f'"{path}" = {value!r}  # {problem.net.params[path].unit}')


def _repeat(args: argparse.Namespace) -> None:
    study = study_of(args.study, args.storage)
    outcome = repeat(study, args.number)
    trial = study.trials[args.number]
    same = outcome.means == trial.user_attrs["means"]
    for state, means in outcome.means.items():
        print(f"{state}: " + ", ".join(f"{name} {mean:.5g}" for name, mean in means.items()))
    other = f"other numbers; it was version {trial.user_attrs['version']}"
    print("the same numbers" if same else other)


def _report(args: argparse.Namespace) -> None:
    study, page = study_of(args.study, args.storage), args.to or Path(f"{args.study}.html")
    if page.suffix != ".html":
        raise ValueError(f"{page}: a page ends in .html; the picture beside it ends in .png")
    print(f"see {report(study, page)} and {picture(study, page.with_suffix('.png'))}")


def _export(args: argparse.Namespace) -> None:
    table = args.to or Path(f"{args.study}.csv")
    export(study_of(args.study, args.storage), table)
    print(f"see {table}")


def _list(args: argparse.Namespace) -> None:
    print("problems:", *READY)
    try:
        storage = reopened(args.storage)
    except FileNotFoundError as error:
        print(f"no studies: {error}")
        return
    for summary in optuna.get_all_study_summaries(storage):
        print(f"{summary.study_name}: {summary.n_trials} trials")


if __name__ == "__main__":
    sys.exit(main())
