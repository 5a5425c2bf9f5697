"""A PostgreSQL of its own for a test: in a folder, on a free port, gone afterwards."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Who may run it, since it refuses root.
USER = "postgres"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: of Debian's package, or of the path."""
    found = shutil.which("initdb")
    debians = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return Path(found).parent if found else debians[-1].parent if debians else None


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Starts one; its URL for Optuna."""
    data, port = folder / "data", _free_port()
    folder.chmod(0o755)
    data.mkdir(mode=0o700)
    if os.getuid() == 0:
        shutil.chown(data, USER)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={data}"
    _run("initdb", "-D", data, "-U", USER, "--auth=trust", "--no-sync")
    _run("pg_ctl", "-D", data, "-w", "-l", data / "log", "-o", options, "start")
    try:
        yield f"postgresql+psycopg2://{USER}@127.0.0.1:{port}/postgres"
    finally:
        _run("pg_ctl", "-D", data, "-m", "immediate", "stop")


def _run(program: str, *arguments: str | Path) -> None:
    command = [programs() / program, *arguments]
    if os.getuid() == 0:
        command = ["setpriv", "--reuid", USER, "--regid", USER, "--clear-groups", *command]
    subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL, cwd="/")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
