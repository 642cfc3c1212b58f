"""How long does a command take, how much processor time and how much memory?

Usage: perfwatch_time_command.py SPECIFICATION, a JSON object:

``argv``        the program and its arguments
``warmupRuns``  how often to run it first, without counting
``runs``        how often to run it then
``results``     file to append a line of JSON to after each run
``errors``      file for what the command's latest run writes to standard error
``lcCtype``     what LC_CTYPE was before Python started, or null

Wall time is from just before the process is started until it has been waited for. User and system
time and peak memory are those that the kernel tells of exactly this process and the ones that it
waited for (wait4). Stops at the first run that fails.

Two things to know about these figures. Where the kernel counts processor time by ticks, the sum of
user and system time is precise, but its split is a guess for commands of a few milliseconds. And
on Linux a new process inherits the peak memory of the one that starts it: a command that needs
less than this program (about 8 MB) cannot be told apart from it, so its memory is null.

Runs on Python 3.8 and newer, with nothing but its standard library.
"""

import json
import os
import resource
import shutil
import signal
import sys
import time
from typing import Any, Dict, List, Mapping, Optional

#: ru_maxrss is in bytes on macOS and in KiB elsewhere.
BYTES_PER_UNIT = 1 if sys.platform == "darwin" else 1024

#: Python ignores these, and what is ignored stays so in a new process.
IGNORED_SIGNALS = [
    getattr(signal, name) for name in ("SIGPIPE", "SIGXFSZ") if hasattr(signal, name)
]


def main(specification: Dict[str, Any]) -> None:
    """Run the command as specified and write down each run."""
    environment = dict(os.environ)
    # Python sets this variable for itself in the C locale; the command is not to notice.
    environment.pop("LC_CTYPE", None)
    if specification["lcCtype"] is not None:
        environment["LC_CTYPE"] = specification["lcCtype"]
    warmup_runs = specification["warmupRuns"]
    with open(specification["results"], "a", encoding="ascii") as results:
        for index in range(warmup_runs + specification["runs"]):
            record = run(specification["argv"], specification["errors"], environment)
            record["warmup"] = index < warmup_runs
            results.write(json.dumps(record) + "\n")
            results.flush()
            if record.get("exitCode") != 0:
                return


def run(argv: List[str], errors: str, environment: Mapping[str, str]) -> Dict[str, Any]:
    """Run the command once and return what it took, or why it could not be started."""
    program = shutil.which(argv[0], path=environment.get("PATH"))
    if program is None:
        return {"event": "not-started", "problem": "there is no such program"}
    null = os.open(os.devnull, os.O_RDWR)
    error_file = os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    actions = [
        (os.POSIX_SPAWN_DUP2, null, 0),
        (os.POSIX_SPAWN_DUP2, null, 1),
        (os.POSIX_SPAWN_DUP2, error_file, 2),
    ]
    process: Optional[int] = None
    try:
        start = time.perf_counter()
        process = os.posix_spawn(
            program, argv, environment, file_actions=actions, setsigdef=IGNORED_SIGNALS
        )
        _, status, usage = os.wait4(process, 0)
        wall_seconds = time.perf_counter() - start
    except OSError as error:
        return {"event": "not-started", "problem": error.strerror or str(error)}
    except KeyboardInterrupt:
        if process is not None:
            os.kill(process, signal.SIGKILL)
        sys.exit(130)
    finally:
        os.close(null)
        os.close(error_file)
    died = os.WIFSIGNALED(status)
    return {
        "event": "run",
        "wallSeconds": wall_seconds,
        "userSeconds": usage.ru_utime,
        "systemSeconds": usage.ru_stime,
        "maxResidentBytes": peak_bytes(usage.ru_maxrss),
        "exitCode": None if died else os.WEXITSTATUS(status),
        "signal": name_of(os.WTERMSIG(status)) if died else None,
    }


def name_of(number: int) -> str:
    """Return a signal's name; most real-time signals have none."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return "signal {}".format(number)


def peak_bytes(units: int) -> Optional[int]:
    """Return a command's peak memory in bytes, or nothing where it may be this program's own."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if sys.platform == "linux" and units <= own:
        return None
    return units * BYTES_PER_UNIT


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
