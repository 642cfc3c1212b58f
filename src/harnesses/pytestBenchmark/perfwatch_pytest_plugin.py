"""What a launch did, test by test: a pytest plugin that writes it down as it goes.

pytest-benchmark writes its own JSON file at the very end. A launch that is killed, crashes or is
interrupted in the first round of ``benchmark.pedantic`` leaves no such file, and a test that fails
after it has measured stands in that file like any other. This plugin therefore appends one line of
JSON to the file named by ``PERFWATCH_JOURNAL`` when a test with the ``benchmark`` fixture starts and
one when it has ended, with its outcome and what it measured. Lines are written between tests, so
nothing is written while a benchmark runs.

It also keeps a few settings that people have for their everyday tests from spoiling measurements:
xdist runs nothing in parallel, pytest-cov traces nothing, and the measuring time per benchmark
(``--benchmark-max-time``) is split over ``PERFWATCH_LAUNCHES`` launches.

``PERFWATCH_ONLY`` may hold a JSON array of the tests that are still of interest, each an array of
path and parameters; the other benchmarks are deselected. ``PERFWATCH_OTHER_SIDE`` may name a folder
that no code is to come from; modules that did are written down at the end.

Runs on Python 3.8 and newer with the pytest of its time.
"""

import json
import linecache
import os
import platform
import re
import sys
from decimal import Decimal
from time import perf_counter
from typing import Any, Callable, Dict, FrozenSet, Iterator, List, Optional, TextIO, Tuple, Union

import pytest

#: As many values as perfwatch keeps of one launch.
MAXIMUM_VALUES = 500

#: Longer parameter values make no readable name; the id that pytest or the author chose does.
MAXIMUM_PARAMETER_LENGTH = 80

MAXIMUM_MESSAGE_LENGTH = 2000

#: Parts of paths that only installed packages have, which both sides may share.
PACKAGE_FOLDERS = {"site-packages", "dist-packages", "node_modules"}

#: The line of a function's definition, below its decorators.
DEFINITION = re.compile(r"\s*(?:async\s+)?def\s")

#: A path of names, and parameters.
Identity = Tuple[Tuple[str, ...], FrozenSet[Tuple[str, str]]]

#: Larger ones, infinity and NaN are no amounts of work, and not all of them are JSON.
LARGEST_AMOUNT = 1e300


@pytest.hookimpl(hookwrapper=True)
def pytest_load_initial_conftests(early_config: Any) -> Iterator[None]:
    """Tell pytest-cov to stay off, before it looks whether it is wanted."""
    if hasattr(early_config.known_args_namespace, "no_cov"):
        early_config.known_args_namespace.no_cov = True
    yield


@pytest.hookimpl(hookwrapper=True)
def pytest_cmdline_main(config: Any) -> Iterator[None]:
    """Set options that other plugins read after this, whatever the configuration says."""
    if hasattr(config.option, "numprocesses"):
        config.option.numprocesses = 0
    total_seconds = getattr(config.option, "benchmark_max_time", None)
    if total_seconds is not None:
        launches = int(os.environ["PERFWATCH_LAUNCHES"])
        config.option.benchmark_max_time = str(Decimal(total_seconds) / launches)
    yield


def pytest_sessionstart() -> None:
    """Spare the second for which pytest-benchmark looks at its timer in every process."""
    # This is no public name. A version without it takes its time.
    fixture = sys.modules.get("pytest_benchmark.fixture")
    if hasattr(fixture, "compute_timer_precision"):
        setattr(fixture, "compute_timer_precision", timer_precision)


def timer_precision(timer: Callable[[], float]) -> float:
    """Return the shortest of a thousand steps of a timer, or of those that it takes in a second.

    Five at least, as pytest-benchmark has it. It uses them to choose how many calls make a round:
    with ten steps at least, and five microseconds by default, which is more for all but coarse timers.
    """
    steps: List[float] = []
    end = perf_counter() + 1
    while len(steps) < 5 or (len(steps) < 1000 and perf_counter() < end):
        start = timer()
        step = timer() - start
        while step <= 0:
            step = timer() - start
        steps.append(step)
    return min(steps)


def pytest_configure(config: Any) -> None:
    """Open the journal."""
    config.pluginmanager.register(Journal(os.environ["PERFWATCH_JOURNAL"]), "perfwatch-journal")


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_benchmark_generate_machine_info() -> Dict[str, Any]:
    """Describe the machine as pytest-benchmark does, but for its processor.

    To ask for that takes some 1.6 s in every launch, several times as long as it measures, and
    perfwatch knows it already.
    """
    return {
        "node": platform.node(),
        "processor": platform.processor(),
        "machine": platform.machine(),
        "python_compiler": platform.python_compiler(),
        "python_implementation": platform.python_implementation(),
        "python_implementation_version": platform.python_version(),
        "python_version": platform.python_version(),
        "python_build": platform.python_build(),
        "release": platform.release(),
        "system": platform.system(),
        "cpu": {},
    }


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_benchmark_generate_commit_info() -> Dict[str, Any]:
    """Spare the six processes of git that tell what perfwatch knows already."""
    return {
        "id": "unversioned",
        "time": None,
        "author_time": None,
        "dirty": False,
        "project": os.path.basename(os.getcwd()),
        "branch": "(unknown)",
    }


class Journal:
    """Appends a line for each test with the ``benchmark`` fixture that starts or ends."""

    def __init__(self, path: str) -> None:
        # Paths are told relative to where pytest was started; a test may change the folder.
        self.folder = os.getcwd()
        self.file: TextIO = open(path, "a", encoding="ascii")
        self.outcome: Tuple[str, str] = ("passed", "")
        self.measured: Optional[Dict[str, Any]] = None

    def pytest_unconfigure(self) -> None:
        other_side = os.environ.get("PERFWATCH_OTHER_SIDE")
        modules = modules_within(other_side) if other_side else []
        if modules:
            self.write(event="other-side", modules=modules)
        self.file.close()

    def write(self, **record: Any) -> None:
        self.file.write(json.dumps(record) + "\n")
        self.file.flush()

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: Any, items: List[Any]) -> None:
        only = os.environ.get("PERFWATCH_ONLY")
        if only is None:
            return
        wanted = {key_of(path, parameters) for path, parameters in json.loads(only)}
        identities = {
            item: identities_of(item, self.folder) for item in items if is_benchmark(item)
        }
        # Tests whose parameters look the same as text are told apart by their ids only as long as
        # all of them run: they stay together.
        kept = {keys[0] for keys in identities.values() if not wanted.isdisjoint(keys)}
        deselected = [item for item, keys in identities.items() if keys[0] not in kept]
        if deselected:
            config.hook.pytest_deselected(items=deselected)
            left_out = set(deselected)
            items[:] = [item for item in items if item not in left_out]

    def pytest_collectreport(self, report: Any) -> None:
        if report.outcome != "passed":
            self.write(
                event="not-collected",
                id=report.nodeid,
                outcome=report.outcome,
                message=message_of(report),
            )

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: Any) -> Iterator[None]:
        if is_benchmark(item):
            self.write(
                event="started",
                id=item.nodeid,
                source=source_of(item),
                **identity_of(item, self.folder),
            )
        yield

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item: Any) -> Iterator[None]:
        result: Any = yield
        if not is_benchmark(item):
            return
        report = result.get_result()
        if report.when == "setup":
            self.outcome, self.measured = ("passed", ""), None
        # The first thing that went wrong counts: a failed teardown after a failed call adds nothing.
        if report.outcome != "passed" and self.outcome[0] != "failed":
            self.outcome = (report.outcome, message_of(report))
        if report.when == "call":
            # The fixture is gone after the teardown.
            self.measured = measured_by(item)
        elif report.when == "teardown":
            outcome, message = self.outcome
            self.write(
                event="finished",
                id=item.nodeid,
                outcome=outcome,
                message=message,
                measured=self.measured if outcome == "passed" else None,
            )


def is_benchmark(item: Any) -> bool:
    return "benchmark" in getattr(item, "fixturenames", ())


def identity_of(item: Any, folder: str) -> Dict[str, Any]:
    """Return who a test is: file, classes and function; parameters; and pytest's id for these."""
    file = str(getattr(item, "path", None) or item.fspath)
    try:
        file = os.path.relpath(file, folder)
    except ValueError:  # Another drive on Windows.
        file = item.nodeid.split("::")[0]
    classes = [node.name for node in item.listchain() if isinstance(node, pytest.Class)]
    function = getattr(item, "originalname", None) or item.name.split("[")[0]
    callspec = getattr(item, "callspec", None)
    return {
        "path": file.replace(os.sep, "/").split("/") + classes + [function],
        "parameters": texts_of(callspec.params) if callspec else {},
        "parameter_id": callspec.id if callspec else None,
    }


def source_of(item: Any) -> Optional[Dict[str, Any]]:
    """Return the file and the line, from 1, of a test's function, as far as pytest tells."""
    path, index = item.reportinfo()[:2]
    file = os.fspath(path)
    if index is None or not os.path.isabs(file):
        return None
    lines = linecache.getlines(file)[index:] if file.endswith(".py") else []
    # To Python, a function begins with its decorators.
    if lines and lines[0].lstrip().startswith("@"):
        index += next((offset for offset, line in enumerate(lines) if DEFINITION.match(line)), 0)
    return {"file": file, "line": index + 1}


def key_of(path: List[str], parameters: Dict[str, str]) -> Identity:
    return tuple(path), frozenset(parameters.items())


def identities_of(item: Any, folder: str) -> List[Identity]:
    """Return by what perfwatch may know a test: its parameters if it can, and pytest's id for them."""
    names = identity_of(item, folder)
    path, parameters, parameter_id = names["path"], names["parameters"], names["parameter_id"]
    by_id = key_of(path, {} if parameter_id is None else {"id": parameter_id})
    return [by_id] if parameters is None else [key_of(path, parameters), by_id]


def modules_within(folder: str) -> List[Dict[str, str]]:
    """Return the loaded modules whose files are in a folder, but for those of installed packages."""
    root = os.path.normcase(os.path.realpath(folder))
    # A virtual environment may lie in the folder, and the whole folder in a Python's.
    prefixes = [os.path.normcase(os.path.realpath(it)) for it in (sys.prefix, sys.base_prefix)]
    installed = [prefix for prefix in prefixes if is_within(prefix, root) and prefix != root]
    found = []
    for name, module in sorted(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if name == __name__ or not isinstance(file, str):
            continue
        real = os.path.normcase(os.path.realpath(file))
        if not is_within(real, root) or any(is_within(real, prefix) for prefix in installed):
            continue
        if PACKAGE_FOLDERS.isdisjoint(os.path.relpath(real, root).split(os.sep)):
            found.append({"name": name, "file": file})
    return found


def is_within(file: str, folder: str) -> bool:
    return file == folder or file.startswith(os.path.join(folder, ""))


def texts_of(parameters: Dict[str, Any]) -> Optional[Dict[str, str]]:
    """Return parameter values as text, or nothing where one of them has no short and stable text."""
    # By exact type: the text of an enumeration's member depends on the version of Python.
    if not all(type(value) in (str, bool, int, float, type(None)) for value in parameters.values()):
        return None
    texts = {name: str(value) for name, value in parameters.items()}
    return None if any(len(text) > MAXIMUM_PARAMETER_LENGTH for text in texts.values()) else texts


def measured_by(item: Any) -> Optional[Dict[str, Any]]:
    """Return what the test's fixture measured, seconds per iteration, or nothing if it did not."""
    fixture = getattr(item, "funcargs", {}).get("benchmark")
    # These are no public names. Where a version has others, its own file is the only source.
    metadata = getattr(fixture, "stats", None)
    data = getattr(getattr(metadata, "stats", None), "data", None)
    # What raised while it was measured is left out here as in pytest-benchmark's own file.
    if not data or getattr(fixture, "has_error", False):
        return None
    values = [float(value) for value in data]
    return {"rounds": len(values), "data": thinned(values), "extra_info": work_of(metadata)}


def thinned(values: List[float]) -> List[float]:
    """Return at most ``MAXIMUM_VALUES``: all in order, or evenly spaced order statistics."""
    if len(values) <= MAXIMUM_VALUES:
        return values
    ordered = sorted(values)
    step = (len(ordered) - 1) / (MAXIMUM_VALUES - 1)
    return [ordered[round(index * step)] for index in range(MAXIMUM_VALUES)]


def work_of(metadata: Any) -> Dict[str, Union[int, float]]:
    """Return what one iteration is declared to process, by the convention of ``extra_info``."""
    declared = getattr(metadata, "extra_info", None) or {}
    amounts: Dict[str, Union[int, float]] = {}
    for name in ("bytes", "elements"):
        amount = declared.get(name)
        if isinstance(amount, (int, float)) and not isinstance(amount, bool):
            if 0 < amount < LARGEST_AMOUNT:
                amounts[name] = amount
    return amounts


def message_of(report: Any) -> str:
    """Return why a test or file was not passed: the error where it was raised, or the reason."""
    if hasattr(report, "wasxfail"):
        return "expected to fail" + (": " + report.wasxfail if report.wasxfail else "")
    representation = report.longrepr
    crash = getattr(representation, "reprcrash", None)
    if crash is not None:
        text = "{} ({}:{})".format(crash.message, os.path.basename(str(crash.path)), crash.lineno)
    elif isinstance(representation, tuple) and len(representation) == 3:
        text = representation[2]  # A skip: file, line and reason.
        text = text[len("Skipped: ") :] if text.startswith("Skipped: ") else text
    else:
        whole = str(representation)
        errors = [line[1:].strip() for line in whole.splitlines() if line.startswith("E  ")]
        text = "\n".join(errors) or whole
    return text[:MAXIMUM_MESSAGE_LENGTH]
