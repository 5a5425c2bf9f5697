"""The README's first program runs as it stands there, and leaves its picture."""

import re
import subprocess
import sys


def test_problem_of_the_page_on_searching(repository):
    text = (repository / "docs/search.md").read_text()
    program = next(
        b for b in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if "Problem(" in b
    )
    said = {}
    exec(program.replace("120, storage=None", "4, storage=None, progress=False"), said)
    assert len(said["result"].study.trials) == 4
    assert set(said["result"].states) == {"weak", "strong"}


def test_first_program(repository, tmp_path):
    text = (repository / "bindings/python/README.md").read_text()
    program = re.search(r"```python\n(.*?)```", text, re.DOTALL)[1]
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert "Hz" in done.stdout
    assert (tmp_path / "raster.png").stat().st_size > 10_000
