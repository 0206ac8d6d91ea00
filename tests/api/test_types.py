"""Types say what the runtime accepts: a user's script passes mypy and pyright in their strict modes, and runs."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import newscorpus as nc

ROOT = Path(nc.__file__).parents[1]
SCRIPT = '''\
"""What a user writes."""

from collections.abc import Iterator

import attrs

import newscorpus as nc

STATUS: nc.Status = "planned"
people: dict[str, nc.Actor] = {"anna": nc.Actor(name="Anna", kind="person", aliases=["A."], ids={"wikidata": "Q1"})}
talks = nc.Meeting(
    type="talks",
    status=STATUS,
    participants={"participant": ["anna", "carl"]},
    places=[nc.Place(name="Oslo", country="NO")],
    things={"object": ["a bus"]},
    topics=["trade"],
    evidence=["met"],
    relations={"after": {"visit"}},
)
crash = nc.Incident(type="accident", casualties={"injured": [nc.Count(count=2)]}, evidence=(nc.Quote(exact="crash"),))
claim = nc.Claim(quote="We agree", by=["anna"], about=["talks"], stance="asserts")
article = nc.Article(
    id="a",
    language="en",
    text="They met. We agree, said Anna.",
    keywords=["trade"],
    text_parts={"lead": [0, 9]},
    actors=people,
    events=[nc.event("meeting", id="talks", type="talks", participants={"visitor": "anna"}, evidence="met")],
    claims=[claim],
    waive=list[nc.Waiver](),
    attributes={"desk": "weather"},
    annotation=nc.Annotation(by=["mk"]),
)
manifest = nc.Manifest(
    name="weather",
    exclude=["*.yaml"],
    actors=people,
    vocabularies=nc.Vocabularies(incident=nc.KindWords(types={"storm": "wind"})),
    attributes=nc.AttributeDeclarations(article={"desk": nc.Attribute(type="string", enum=["weather"])}),
    checks=nc.Checks(ignore=["NC706"], severity={"NC313": "error"}),
)
corpus = nc.Corpus(manifest=manifest, articles=[article])
changed: nc.Article = attrs.evolve(article, headline="Talks")


def words(one: nc.Article) -> Iterator[str]:
    """Yield the evidence of meetings."""
    for event in one.events.values():
        if isinstance(event, nc.Meeting) and event.status != "cancelled":
            yield from map(str, event.evidence)


report: nc.Report = nc.check(corpus, ignore=["NC9"])
codes: list[str] = [finding.code for finding in report]
loaded, warnings = nc.loads(nc.dumps(article, corpus=corpus), corpus=corpus, with_report=True)
same: nc.Article = nc.loads(nc.dumps(article, corpus=corpus), corpus=corpus)
counts: dict[str, int] = nc.export([article], "csv", "tables/", corpus=corpus).rows
frame = nc.query(corpus, "select * from dyads").to_pandas()
pairs: list[dict[str, object]] = nc.dyads(corpus).to_dicts()
page = nc.view(article, "page.html", corpus=corpus).page.name
schema: dict[str, object] = nc.schema("article", corpus=corpus)
stance: nc.Stance | None = claim.stance
when: str | None = talks.when.edtf if talks.when else None
nc.dump(article, "a.yaml", corpus=corpus)
nc.dump(manifest, "corpus.yaml")
with nc.edit("a.yaml") as doc:
    doc.headline = "Talks"
    doc.keywords.append("peace")
    doc.events["storm"] = nc.Incident(type="disaster", evidence=["They met"])
    doc.events["storm"].casualties = {"injured": [nc.Count(count=2)]}
    doc.events["storm"].evidence.append("They")
    doc.events["storm"].casualties["injured"][0].count = 3
    doc.actors["bert"] = nc.Actor(name="anna", kind="person")
    doc.actors["ann"] = doc.actors.pop("bert")
    doc.claims[0].by = ["ann"]
    doc.claims[0].quote = "We agree"
    nc.rename(doc, "storm", "wind")
    title: str | None = doc.events["wind"].title
'''
WRONG = """\
import newscorpus as nc

nc.Event(type="other", status="cancled", evidence=["x"])
nc.Claim(quote="x", by=[1])
nc.Actor(name="x", kind="persn")
with nc.edit("a.yaml") as doc:
    doc.healine = "Talks"
    doc.events["a"].titel = "Talks"
    doc.claims.append("We agree")
    doc.headline = 1
"""


def mypy(folder, cache):
    """Errors of the package are not shown, as where it is installed. What mypy knows of it is kept for the next run."""
    pytest.importorskip("mypy")
    (folder / "mypy.ini").write_text(f"[mypy]\nmypy_path = {ROOT}\nstrict = true\nfollow_imports = silent\n")
    return [sys.executable, "-m", "mypy", "--no-error-summary", "--cache-dir", str(cache)]


def pyright(folder, _):
    """It fetches itself when it is first used."""
    command = shutil.which("pyright", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if not command or subprocess.run([command, "--version"], capture_output=True, check=False).returncode:
        pytest.skip("no pyright")
    config = {"extraPaths": [str(ROOT)], "typeCheckingMode": "strict"}
    (folder / "pyrightconfig.json").write_text(json.dumps(config))
    return [command, "--pythonpath", sys.executable]


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_a_script_passes(tmp_path, request, checker):
    """Lists, dicts and short forms, in the strict mode; each wrong value of another script is refused."""
    kept = getattr(request.config, "cache", None)
    command = checker(tmp_path, kept.mkdir("mypy") if kept else tmp_path / "cache")
    (tmp_path / "script.py").write_text(SCRIPT)
    (tmp_path / "wrong.py").write_text(WRONG)
    files = ["script.py", "wrong.py"]
    ran = subprocess.run([*command, *files], cwd=tmp_path, capture_output=True, text=True, check=False)
    errors = re.findall(r"^.*?(\w+\.py):(\d+):.* error: ", ran.stdout, re.MULTILINE)
    assert errors == [("wrong.py", line) for line in map(str, (3, 4, 5, 7, 8, 9, 10))], ran.stdout
    assert ran.returncode == 1


def test_the_script_runs(tmp_path, monkeypatch):
    pytest.importorskip("duckdb")
    monkeypatch.chdir(tmp_path)
    exec(SCRIPT, {"__name__": "script"})
