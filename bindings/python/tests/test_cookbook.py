"""Every recipe of the cookbook runs, and prints something."""

import subprocess
import sys
from pathlib import Path

import pytest

COOKBOOK = Path(__file__).resolve().parents[2] / "cookbook/python"
RECIPES = sorted(COOKBOOK.glob("*.py"))


FIRST = COOKBOOK.parents[2] / "examples/python/first_simulation.py"


def test_none_is_missing():
    assert [path.name[:2] for path in RECIPES] == [f"{n:02}" for n in range(1, 15)]


@pytest.mark.parametrize("path", [*RECIPES, FIRST], ids=lambda path: path.stem)
def test_recipe(path, tmp_path):
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout
