"""python -m subthal.search, as a user types it."""

import subprocess
import sys
from pathlib import Path

import pytest
from subthal import search
from subthal.search import __main__ as program
from subthal.search.confirm import read_states


@pytest.fixture
def command(tmp_path, monkeypatch, capsys):
    """Runs the command in an empty folder; its exit status and what it said."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        status = program.main(list(arguments))
        return status, "".join(capsys.readouterr())

    return run


def test_a_search_is_run_taken_up_looked_at_and_repeated(command):
    status, said = command("run", "seed_healthy", "--trials", "2")
    assert status == 0 and "2 trials in" in said and "outside the simulator" in said
    assert '"stn.i_app" = ' in said and "# uA/cm2" in said
    status, said = command("run", "seed_healthy", "--trials", "3", "--quiet")
    assert status == 0 and "1 trials in" in said
    assert "best of 3: trial" in command("best", "seed_healthy")[1]
    assert "the same numbers" in command("repeat", "seed_healthy", "2")[1]
    status, said = command("repeat", "seed_healthy", "9")
    assert status == 2 and "no trial 9 in 'seed_healthy', which has 3" in said
    Path("best.toml").write_text(command("best", "seed_healthy")[1])
    states = search.states_of(search.study_of("seed_healthy", "subthal.db"))
    assert read_states("best.toml") == states
    assert "seed_healthy: 3 trials" in command("list")[1]
    said = command("report", "seed_healthy")[1] + command("export", "seed_healthy")[1]
    assert said == "see seed_healthy.html and seed_healthy.png\nsee seed_healthy.csv\n"
    assert all(Path(f"seed_healthy.{kind}").stat().st_size > 1000 for kind in ("html", "csv"))


def test_a_wrong_command_is_answered_with_a_sentence(command):
    status, said = command("best", "nothing")
    assert status == 2 and "there is no storage subthal.db" in said
    assert "there is no storage subthal.db" in command("list")[1]
    assert not Path("subthal.db").exists()
    command("run", "seed_healthy", "--trials", "1", "--quiet")
    status, said = command("best", "nothing")
    assert status == 2 and "no study 'nothing' in this storage; there are: seed_healthy" in said
    status, said = command("report", "seed_healthy", "--to", "page.png")
    assert status == 2 and "page.png: a page ends in .html" in said
    status, said = command("confirm", "--study", "seed_healthy")
    assert status == 2 and "of another network than the presets'" in said
    command("run", "healthy", "--trials", "1", "--batch", "1", "--quiet")
    status, said = command("confirm", "--study", "healthy", "--circuit", "rubin_terman")
    assert status == 2 and "is of the circuit 'adex'" in said
    with pytest.raises(SystemExit):
        command("run", "everything")


def test_it_is_a_module_that_runs(tmp_path):
    line = [sys.executable, "-m", "subthal.search", "list"]
    done = subprocess.run(line, capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stdout.startswith("problems: healthy parkinsonian both")
