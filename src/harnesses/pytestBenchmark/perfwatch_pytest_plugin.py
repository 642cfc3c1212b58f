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

Runs on Python 3.8 and newer with the pytest of its time.
"""

import json
import os
from decimal import Decimal
from typing import Any, Dict, Iterator, List, Optional, TextIO, Tuple, Union

import pytest

#: As many values as perfwatch keeps of one launch.
MAXIMUM_VALUES = 500

#: Longer parameter values make no readable name; the id that pytest or the author chose does.
MAXIMUM_PARAMETER_LENGTH = 80

MAXIMUM_MESSAGE_LENGTH = 2000

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


def pytest_configure(config: Any) -> None:
    """Open the journal."""
    config.pluginmanager.register(Journal(os.environ["PERFWATCH_JOURNAL"]), "perfwatch-journal")


class Journal:
    """Appends a line for each test with the ``benchmark`` fixture that starts or ends."""

    def __init__(self, path: str) -> None:
        # Paths are told relative to where pytest was started; a test may change the folder.
        self.folder = os.getcwd()
        self.file: TextIO = open(path, "a", encoding="ascii")
        self.outcome: Tuple[str, str] = ("passed", "")
        self.measured: Optional[Dict[str, Any]] = None

    def pytest_unconfigure(self) -> None:
        self.file.close()

    def write(self, **record: Any) -> None:
        self.file.write(json.dumps(record) + "\n")
        self.file.flush()

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
            self.write(event="started", id=item.nodeid, **identity_of(item, self.folder))
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
