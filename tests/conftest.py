"""Settings of the suite: Hypothesis without deadlines, since a loaded machine is slow and not wrong; and no CI system,
since newscorpus writes what the one that it runs under wants; and a cache of its own."""

import desk

if desk.SYSTEM:
    desk.install()

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "suite", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.nested_given], max_examples=40
)
settings.register_profile("long", parent=settings.get_profile("suite"), max_examples=20_000)
# A change lands or not by what it does, not by luck: the same draws each time, of which more show little. Other runs
# draw others.
settings.register_profile("same", parent=settings.get_profile("suite"), derandomize=True, max_examples=25)
settings.register_profile(
    "mutants",
    parent=settings.get_profile("suite"),
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    database=None,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores, since tests also wait for what they have started."""
    return max(2, (os.cpu_count() or 1) * 3 // 2)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a guarantee that the system does not give."""
    for mark in item.iter_markers("only_on"):
        if desk.HERE not in mark.args:
            pytest.skip(mark.kwargs["reason"])


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported and collected stays to the end: the garbage collector need not go through it again and again."""
    _keep()


@pytest.fixture(autouse=True, scope="module")
def _kept():
    """Nor through what the tests of a file leave behind."""
    yield
    _keep()


def _keep() -> None:
    gc.collect()
    gc.freeze()


_LIBRARIES = {"cas": "cassis", "conllu": "conllu", "spacy": "spacy", "ftm": "followthemoney"}


@pytest.fixture(autouse=True)
def _library_of_the_format(request: pytest.FixtureRequest) -> None:
    """A test of several formats is skipped for those whose library is not installed."""
    format = getattr(request.node, "callspec", None) and request.node.callspec.params.get("format")
    if isinstance(format, str) and format in _LIBRARIES:
        pytest.importorskip(_LIBRARIES[format])


@pytest.fixture(autouse=True, scope="session")
def _no_ci_system():
    """A test that wants one sets it."""
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "CI_PROJECT_DIR"):
            patch.delenv(variable, raising=False)
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_waiting_for_the_disk():
    """What a crash of the machine would leave, no test can see. Those that count what is synced set their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", desk.fsync if desk.SYSTEM == "windows" else lambda descriptor: None)
        yield


@pytest.fixture(autouse=True, scope="session")
def _the_same_files():
    """What a test writes and reads is UTF-8, with the line ends that it gives, also on Windows."""
    with pytest.MonkeyPatch.context() as patch:
        if desk.HERE == "windows":
            write, read = Path.write_text, Path.read_text
            patch.setattr(
                Path,
                "write_text",
                lambda path, data, encoding="utf-8", errors=None, newline="\n": write(
                    path, data, encoding, errors, newline
                ),
            )
            patch.setattr(Path, "read_text", lambda path, encoding="utf-8", errors=None: read(path, encoding, errors))
        yield


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory):
    """No test reads or writes the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEWSCORPUS_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True, scope="session")
def _errors_of_own_rules_are_raised():
    """Users get a finding; here, a rule of newscorpus that raises fails the test."""
    from newscorpus.rules import guard

    failure = guard.failure

    def raised(code, error, *more):
        if guard.BY_CODE[code].is_own:
            raise error
        return failure(code, error, *more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "failure", raised)
        yield
