"""Whole corpora on the disk: articles with defects, waivers, layouts, settings, registries and baselines."""

import json
from pathlib import Path
from typing import Any

import attrs
from command import newscorpus
from converters import plain
from hypothesis import strategies as st
from plain_data import block_yaml

from newscorpus.testing import articles as any_articles
from newscorpus.testing import manifests

ARTICLE = {"format": "newscorpus/1", "language": "en"}
CARL = {"name": "Carl Dahl", "kind": "person"}
REGISTRY = {"anna": {"name": "Anna Berg", "kind": "person", "note": "of the left", "aliases": ["Chair"]}}
DEFECTS: dict[str, dict[str, Any]] = {
    "none": {},
    "alias": {"actors": {"anna": {}, "carl": {**CARL, "aliases": ["Nobody"]}}},  # NC304
    "same text": {"text": "Anna Berg met Carl Dahl."},  # NC705
    "other kind": {"actors": {"carl": {**CARL, "kind": "group"}}},  # NC702
    "unknown field": {"titel": "Rain"},
    "wrong type": {"headline": 2023},
    "lost quote": {"events": {"e": {"kind": "event", "type": "other", "evidence": ["nothing"]}}},
    "other note": {"actors": {"anna": {"note": "of the right"}, "carl": CARL}},  # NC209
    "unknown link": {
        "events": {"e": {"kind": "event", "type": "other", "evidence": ["met"], "relations": {"after": ["b#nothing"]}}}
    },
}
WAIVERS = [
    {"code": "NC304", "at": "actors.carl", "why": "known"},
    {"code": "NC705", "at": "text", "why": "known"},
    {"code": "NC702", "at": "actors.carl", "why": "known"},
    {"code": "NC701", "at": "id", "why": "known"},
]
CODES = ["NC304", "NC705", "NC702", "NC801", "NC7", "NC802"]
LAYOUTS = ["yaml", "yaml", "sub", "json", "jsonl", "jsonl", "split"]
"""Where an article is: in a file of its own, in a folder below, in JSON Lines, with its text in another file."""

checks = st.fixed_dictionaries(
    {},
    optional={
        "ignore": st.lists(st.sampled_from(CODES), max_size=2),
        "per_file_ignore": st.dictionaries(
            st.sampled_from(["*", "*.yaml", "a*", "sub/*"]), st.lists(st.sampled_from(CODES), max_size=2)
        ),
        "severity": st.dictionaries(st.sampled_from(CODES[:4]), st.sampled_from(["error", "warning", "hint"])),
        "select": st.just(["NC4", "NC304"]),
    },
)


@attrs.frozen
class Described:
    """What a corpus contains, as plain data."""

    articles: list[tuple[dict[str, Any], str]]
    """Each with its layout."""
    checks: dict[str, Any] = attrs.field(factory=dict)
    manifest: dict[str, Any] = attrs.field(factory=lambda: {"name": "some", "actors": REGISTRY})
    known: bool = False
    """Whether there is a baseline of all its findings."""

    def write(self, folder: Path) -> Path:
        """Write it, and return its folder."""
        (folder / "sub").mkdir(parents=True)
        lines, globs = "", {"*.jsonl"}
        for article, layout in self.articles:
            data, name = dict(article), article["id"]
            if layout == "jsonl" or (layout != "sub" and name == "corpus"):
                lines += json.dumps(data) + "\n"
                continue
            within = folder / "sub" if layout == "sub" else folder
            if layout == "split" and data.get("text") and "\r" not in data["text"]:
                data["text_file"] = f"{name}.txt"
                (within / f"{name}.txt").write_text(data.pop("text"), encoding="utf-8", newline="")
            ending = ".json" if layout == "json" else ".yml" if name == "corpus" else ".yaml"
            text = json.dumps(data) if layout == "json" else block_yaml(data)
            (within / f"{name}{ending}").write_text(text, encoding="utf-8", newline="")
            globs.add("sub/*.y*ml" if layout == "sub" else f"*{ending}" if layout == "json" else "*.y*ml")
        (folder / "more.jsonl").write_text(lines, encoding="utf-8")
        made = {
            "format": "newscorpus/1",
            **self.manifest,
            "articles": sorted(globs),
            "checks": {**self.checks, "baseline": "known.list"},
        }
        (folder / "corpus.yaml").write_text(block_yaml(made), encoding="utf-8", newline="")
        (folder / "known.list").write_text("")
        if self.known:
            words = "check", folder, "--no-cache", "--write-baseline", folder / "known.list"
            assert newscorpus(*words).code == 0
        return folder


@st.composite
def simple(draw):
    """An article with at most one defect and one waiver."""
    name = draw(st.sampled_from(["a", "b", "c", "corpus", "a.schema", "b.c"]))
    defect = draw(st.sampled_from([*["none"] * 4, *["alias"] * 3, *DEFECTS]))
    made = {**ARTICLE, "id": name, "text": f"Anna Berg met Carl Dahl in {name}.", "actors": {"anna": {}, "carl": CARL}}
    waiver = draw(st.none() | st.sampled_from(WAIVERS))
    return made | DEFECTS[defect] | ({"waive": [waiver]} if waiver else {})


@st.composite
def corpora(draw):
    """A corpus of simple articles, or of articles with any fields that use its own vocabularies and registry."""
    layouts, known = st.sampled_from(LAYOUTS), draw(st.booleans())
    if draw(st.integers(0, 2)):
        return Described(
            draw(st.lists(st.tuples(simple(), layouts), min_size=1, max_size=4)), draw(checks), known=known
        )
    manifest = draw(manifests())
    found = draw(st.lists(st.tuples(any_articles(manifest), layouts), min_size=1, max_size=2))
    data = [(plain(article) | {"format": "newscorpus/1"}, layout) for article, layout in found]
    return Described(data, draw(checks), plain(manifest), known)
