"""Rules of one's own: given to a function or a command, or installed as a plug-in in an environment of its own."""

import json
import sys
from pathlib import Path

import pytest
from command import newscorpus
from installed import environment, lay_beside, run

import newscorpus as nc
from newscorpus.rules import ArticleContext, Finding, plugins, registry, rule
from newscorpus.testing import findings

MODULE = '''
"""Titles of events are sentences."""

from newscorpus.rules import Finding, rule


@rule("XX001", "title-in-capitals", "warning", "the title of an event is in capitals", url="https://rules.example/XX001")
def title_in_capitals(context):
    """
    A title is a sentence.

    Example:
        - title: TALKS
        + title: Anna Berg meets Carl Dahl
    """
    for key, event in context.article.events.items():
        if event.title and event.title.isupper():
            yield Finding(("events", key, "title"), f"title `{event.title}` is in capitals")


@rule("XX002", "title-of-an-event", "hint", "an event has a title")
def title_of_an_event(context):
    for key, event in context.article.events.items():
        if event.title:
            yield Finding(("events", key, "title"), "there is a title")
'''
BESIDE = MODULE.replace("XX", "YY").replace("title-", "heading-")
BROKEN = MODULE.replace("        if event.title and event.title.isupper():", "        if 1 / 0:")
ARTICLE = """\
format: newscorpus/1
id: talks
language: en
text: Anna Berg met Carl Dahl in Oslo.
actors:
  anna: {name: Anna Berg, kind: person}
  carl: {name: Carl Dahl, kind: person}
events:
  talks:
    kind: meeting
    type: talks
    title: TALKS IN OSLO
    participants: {participant: [anna, carl]}
    evidence: [Anna Berg met Carl Dahl]
"""
WAIVER = "waive:\n  - {code: XX001, at: events.talks.title, why: the style of this paper}\n"


@rule("XX003", "article-without-a-title", "error", "an event has no title")
def untitled(context: ArticleContext):
    for key, event in context.article.events.items():
        if not event.title:
            yield Finding(("events", key), f"event `{key}` has no title", at_key=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "talks.yaml").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "shouting.py").write_text(MODULE, encoding="utf-8")
    return tmp_path


def test_a_rule_is_tried_on_an_annotation():
    untitled_events = "events:\n  a: {kind: event, type: other, evidence: [Anna Berg met Carl Dahl]}\n"
    assert [(d.code, d.message) for d in findings(untitled, untitled_events)] == [("XX003", "event `a` has no title")]
    assert findings(untitled, untitled_events.replace("type: other", "type: other, title: A meeting")) == []


def test_a_rule_applies_where_it_is_given_only(folder: Path):
    text = ARTICLE.replace("    title: TALKS IN OSLO\n", "")
    assert [d.code for d in nc.check_text(text, rules=[untitled])] == ["XX003"]
    assert [d.code for d in nc.check_text(text)] == []
    assert [d.code for d in nc.check_text(text, select=["ALL"]) if d.code.startswith("XX")] == []


def test_a_module_of_rules_is_given_by_its_file(folder: Path):
    plugin = ["--plugin", str(folder / "shouting.py")]
    ran = newscorpus("check", folder, "--output-format", "concise", *plugin)
    assert "talks.yaml:12:12: warning XX001 title-in-capitals: title `TALKS IN OSLO` is in capitals" in ran.out
    assert ran.code == 0
    assert "XX002" in newscorpus("check", folder, "--extend-select", "XX", *plugin).out
    assert "XX001" not in newscorpus("check", folder, "--ignore", "title-in-capitals", *plugin).out
    assert "A title is a sentence." in newscorpus("explain", "XX001", *plugin).out
    assert "title-in-capitals" in newscorpus("rules", *plugin).out
    assert "unknown rule" in newscorpus("explain", "XX004", *plugin).err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("XX001", "NC001", "does not begin with NC"),
        ("XX001", "X1", "two to eight capitals and three digits"),
        ("title-in-capitals", "quote-not-in-text", "is that of NC301"),
        ("title-in-capitals", "Title in capitals", "lower-case words with hyphens"),
        ("from newscorpus.rules import Finding, rule", "import nowhere", "ModuleNotFoundError"),
        ("XX002", "XX001", "is that of XX001 title-in-capitals"),
        ("title-of-an-event", "title-in-capitals", "is that of XX001 title-in-capitals"),
        ("has a title", 'has a title", languages="en', "primary subtags"),
        ("has a title", 'has a title", languages=("en-GB",), url="', "primary subtags"),
    ],
)
def test_a_plugin_that_cannot_be_used_is_one_clear_error(folder: Path, old: str, new: str, said: str):
    (folder / "wrong.py").write_text(MODULE.replace(old, new), encoding="utf-8")
    ran = newscorpus("check", folder, "--plugin", str(folder / "wrong.py"))
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "wrong.py" in ran.err
    assert said in ran.err


def test_a_rule_that_raises_is_a_finding_and_the_check_goes_on(folder: Path):
    (folder / "broken.py").write_text(BROKEN, encoding="utf-8")
    (folder / "talks.yaml").write_text(ARTICLE.replace("Anna Berg met Carl Dahl]", "Anna Berg saw Carl Dahl]"))
    ran = newscorpus("check", folder, "--plugin", str(folder / "broken.py"), "--output-format", "json")
    found = {d["code"]: d for d in json.loads(ran.out)["diagnostics"]}
    assert found.keys() == {"NC013", "NC301"}
    assert "XX001 title-in-capitals raised ZeroDivisionError" in found["NC013"]["message"]
    assert "plug-in `broken`" in found["NC013"]["help"]
    assert ran.code == 1
    ignoring = newscorpus("check", folder, "--plugin", str(folder / "broken.py"), "--ignore", "NC013,NC301")
    assert ("NC013" in ignoring.out, ignoring.code) == (True, 1)


@rule("XX005", "result-of-another-kind", "warning", "a rule yields what is no finding")
def strange(context: ArticleContext):
    yield "a string"


@rule("XX007", "path-of-another-kind", "warning", "a rule names a place as the reports do")
def misplaced(context: ArticleContext):
    yield Finding("events.talks.title", "there is one")  # type: ignore[arg-type]


@rule("XX008", "rule-that-exits", "warning", "a rule ends the process")
def exiting(context: ArticleContext):
    sys.exit(5)


@rule("XX009", "rule-without-a-result", "warning", "a rule returns no list")
def resultless(context: ArticleContext):
    return None


@rule("XX006", "path-to-nowhere", "warning", "a rule names a place that the file does not have")
def elsewhere(context: ArticleContext):
    yield Finding(("events", "nobody", "title"), "there is none")


def test_results_and_places_of_another_kind(folder: Path):
    for wrong in (strange, misplaced, exiting, resultless):
        (found,) = nc.check_text(ARTICLE, rules=[wrong])
        assert (found.code, wrong.code in found.message) == ("NC013", True)
        assert any("test_own_rules:" in note for note in found.notes)
    assert [(d.code, d.primary.line) for d in nc.check_text(ARTICLE, rules=[elsewhere])] == [("XX006", 8)]


@rule("XX001", "title-in-a-circle", "warning", "another rule with a code that is taken")
def taken(context: ArticleContext):
    yield Finding(("events", "talks"), "there it is")


def test_rules_are_given_in_the_ways_that_are_meant(folder: Path):
    assert nc.check_text(ARTICLE, rules=strange).diagnostics == nc.check_text(ARTICLE, rules=[strange]).diagnostics
    for wrong in (test_results_and_places_of_another_kind, 3):
        with pytest.raises(nc.UsageError, match="contains no rule"):
            nc.check_text(ARTICLE, rules=[wrong])  # type: ignore[list-item]
    with pytest.raises(nc.UsageError, match="is that of XX001"):
        nc.check_text(ARTICLE, rules=[taken, str(folder / "shouting.py")])
    assert nc.check_text(ARTICLE, rules=[str(folder / "shouting.py")]).codes == {"XX001": 1}
    assert nc.check_text(ARTICLE, rules=[taken]).codes == {"XX001": 1}
    (folder / "more.yaml").write_text(ARTICLE.replace("id: talks\n", "id: more\n"), encoding="utf-8")
    for jobs in (1, 2):
        for single in (taken, str(folder / "shouting.py")):
            assert nc.check(folder, rules=single, select=["XX001"], jobs=jobs).codes == {"XX001": 2}


def test_a_name_that_is_no_module_is_one_clear_error(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(folder)
    for name, said in (("shouting", "the file `shouting.py`?"), ("./shouting", "shouting.py`?"), ("no.py", "no such")):
        ran = newscorpus("check", folder, "--plugin", name)
        assert (ran.code, ran.err.count("\n"), said in ran.err) == (2, 1, True), ran.err


@rule("XX010", "words-that-fail", "warning", "the words of a finding cannot be made")
def speechless(context: ArticleContext):
    yield Finding.unworded(("events", "talks"), (), lambda: 1 / 0)  # type: ignore[arg-type,return-value]


def test_words_that_cannot_be_made_are_a_finding(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("NEWSCORPUS_DEBUG", "1")
    (found,) = nc.check_text(ARTICLE, rules=[speechless])
    assert (found.code, "ZeroDivisionError" in found.message) == ("NC013", True)
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(("module", "codes"), [(BESIDE, ["YY001"]), ("import nowhere", ["NC013"])])
def test_what_is_installed_beside(folder: Path, monkeypatch: pytest.MonkeyPatch, module: str, codes: list[str]):
    lay_beside(folder, "beside", module, "newscorpus.rules")
    (folder / "other-1.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(folder / "gone")
    monkeypatch.syspath_prepend(folder)
    known = dict(registry.BY_CODE)
    plugins.load_installed.cache_clear()
    try:
        ran = newscorpus("check", folder / "talks.yaml", "--output-format", "json")
    finally:
        sys.modules.pop("beside", None)
        for code in registry.BY_CODE.keys() - known.keys():
            registry.unregister(registry.BY_CODE[code])
        plugins.load_installed.cache_clear()
    assert [d["code"] for d in json.loads(ran.out)["diagnostics"]] == codes


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """An environment with newscorpus and an installed plug-in: its Python."""
    return environment(tmp_path_factory.mktemp("installed"), "shouting", MODULE, "newscorpus.rules")


def test_an_installed_plugin_reports(installed: Path, folder: Path):
    ran = run(installed, folder, "check", ".", "--output-format", "concise")
    assert "warning XX001 title-in-capitals: title `TALKS IN OSLO`" in ran.stdout
    assert "XX002" not in ran.stdout
    assert "XX001" in run(installed, folder, "rules").stdout
    ran = run(installed, folder, "check", ".", "--output-format", "sarif")
    (described,) = json.loads(ran.stdout)["runs"][0]["tool"]["driver"]["rules"]
    assert (described["id"], described["helpUri"]) == ("XX001", "https://rules.example/XX001")
    run(installed, folder, "check", ".", "--write-baseline", "known.baseline")
    ran = run(installed, folder, "check", ".", "--baseline", "known.baseline")
    assert "1 finding in the baseline" in ran.stdout
    (folder / "talks.yaml").write_text(ARTICLE + WAIVER, encoding="utf-8")
    assert "1 finding waived" in run(installed, folder, "check", ".").stdout
    assert "unknown rule `XX001`" in newscorpus("check", folder).out


def test_its_rules_run_in_several_processes(installed: Path, folder: Path):
    for i in range(40):
        (folder / f"talks-{i}.yaml").write_text(ARTICLE.replace("id: talks", f"id: talks-{i}"), encoding="utf-8")
    ran = run(installed, folder, "check", ".", "--jobs", "2", "--output-format", "concise")
    assert ran.stdout.count("XX001") == 41


def test_an_installed_plugin_that_is_broken_is_a_finding(installed: Path, folder: Path):
    """Which the working folder shows, since its module is found first there."""
    (folder / "shouting.py").write_text("import nowhere\n", encoding="utf-8")
    ran = run(installed, folder, "check", "talks.yaml")
    assert "error[NC013 failed-rule]: the installed plug-in `shouting = shouting` cannot be used" in ran.stdout
    assert ran.returncode == 1
