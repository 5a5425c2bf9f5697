"""The README's first program runs as it stands there, and leaves its picture."""

import re
import subprocess
import sys


def test_first_program(repository, tmp_path):
    text = (repository / "bindings/python/README.md").read_text()
    program = re.search(r"```python\n(.*?)```", text, re.DOTALL)[1]
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert "Hz" in done.stdout
    assert (tmp_path / "raster.png").stat().st_size > 10_000
