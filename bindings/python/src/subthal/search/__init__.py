"""Searching parameters, with Optuna.

from subthal import search

result = search.run(search.both(), n_trials=600)  # into subthal.db; again to go on
print(result, result.states)
"""

try:
    import optuna  # noqa: F401 (to say what is missing)
except ImportError as error:
    raise ImportError("subthal.search needs Optuna: pip install 'subthal[search]'") from error

from .confirm import confirm
from .examiner import Examiner
from .export import export
from .loop import Result, run
from .problem import Outcome, Problem
from .ready import READY, both, both_rubin_terman, healthy, parkinsonian, seeds_own
from .report import picture, report
from .space import Variable
from .studies import best_trial, problem_of, repeat, states_of, study_of
from .sweep import sweep
from .targets import Target

__all__ = [
    "READY",
    "Examiner",
    "Outcome",
    "Problem",
    "Result",
    "Target",
    "Variable",
    "best_trial",
    "both",
    "both_rubin_terman",
    "confirm",
    "export",
    "healthy",
    "parkinsonian",
    "picture",
    "problem_of",
    "repeat",
    "report",
    "run",
    "seeds_own",
    "states_of",
    "study_of",
    "sweep",
]
