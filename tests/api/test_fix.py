"""Fixing files: what changes, what stays byte for byte, and when nothing is written."""

import difflib
import hashlib
import json
import os
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_data import read_1_2

import newscorpus as nc
from newscorpus import check, fix
from newscorpus.api import fix as fix_module
from newscorpus.cli.main import main

ARTICLE = """\
format: newscorpus/1
id: a
language: en
headline: 2023   # a number
text: Anna Berg’s aide met Carl Dahl in Oslo on Monday — “well,” she said. Anna Berg left.
actors:
  # whoever is named
  anna: {name: Anna Berg, kind: person}
  carl: {name: 'Carl Dahl', kind: person}

events:
  talks:
    kind: meeting
    type: talks   # of two
    participants: {participant: [anna, carl]}
    evidence:
      - "Anna Berg's aide met Carl Dahl  in oslo"   # typed
"""
MENDED = ARTICLE.replace("2023 ", "'2023' ").replace(
    "Berg's aide met Carl Dahl  in oslo", "Berg’s aide met Carl Dahl in Oslo"
)


def written(folder: Path, text: str | bytes, name: str = "a.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def run(words, capsys) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main([str(word) for word in words])
    output = capsys.readouterr()
    return stop.value.code, output.out, output.err


@pytest.mark.parametrize(
    "dress", [lambda t: t, lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t, lambda t: t.rstrip()]
)
def test_everything_else_stays_byte_for_byte(dress, tmp_path):
    path = written(tmp_path, dress(ARTICLE))
    done = fix(path)
    assert path.read_bytes().decode() == dress(MENDED)
    assert done.report.ok
    assert [d.code for d in done.fixed] == ["NC103", "NC301"]
    assert done.files[0].before.decode() == dress(ARTICLE)


def test_json_and_json_lines(tmp_path):
    data = read_1_2(ARTICLE)
    texts = {
        "a.json": json.dumps(data, indent=3, ensure_ascii=True),
        "b.jsonl": "\ufeff" + "\n\n".join(json.dumps({**data, "id": one}) for one in "xyz"),
    }
    written(tmp_path, "format: newscorpus/1\nname: n\narticles: ['*.json', '*.jsonl']\n", "corpus.yaml")
    for name, text in texts.items():
        written(tmp_path, text, name)
    done = fix(tmp_path)
    assert done.report.ok
    for name, text in texts.items():
        headline = text.replace('"headline": 2023', '"headline": "2023"')
        wanted = headline.replace(r"Berg's aide met Carl Dahl  in oslo", "Berg’s aide met Carl Dahl in Oslo")
        assert (tmp_path / name).read_bytes().decode() == wanted


def test_a_hash_is_put_beside_its_text_in_the_layout_of_the_file(tmp_path):
    written(
        tmp_path,
        "format: newscorpus/1\nname: n\narticles: ['*.json', '*.yaml']\nchecks: {require: [article.sha256]}\n",
        "corpus.yaml",
    )
    bare = {"format": "newscorpus/1", "id": "p", "text": "x", "language": "en"}
    written(tmp_path, json.dumps(bare, indent=2), "p.json")
    written(tmp_path, json.dumps(bare, separators=(",", ":")), "c.json")
    written(tmp_path, json.dumps(bare), "d.json")
    written(tmp_path, "format: newscorpus/1\nid: y\nlanguage: en\ntext: |\n  a\n\n  b\n# end\n", "y.yaml")
    written(tmp_path, "format: newscorpus/1\nid: z\nlanguage: en\ntext: x", "z.yaml")
    ids = {name: {**bare, "id": name} for name in "cd"}
    written(tmp_path, json.dumps(ids["c"], separators=(",", ":")), "c.json")
    written(tmp_path, json.dumps(ids["d"]), "d.json")
    done = fix(tmp_path, ignore=["NC705"])
    assert done.report.diagnostics == ()
    digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    for name, layout in (("p", {"indent": 2}), ("c", {"separators": (",", ":")}), ("d", {})):
        wanted = {"format": "newscorpus/1", "id": name, "text": "x", "sha256": digest, "language": "en"}
        assert (tmp_path / f"{name}.json").read_text() == json.dumps(wanted, **layout)
    assert (tmp_path / "z.yaml").read_text().endswith(f"text: x\nsha256: {digest}")
    assert re.search(r"  b\nsha256: \w+\n# end\n$", (tmp_path / "y.yaml").read_text())


def test_a_hash_that_is_required_cannot_be_made_without_the_text(tmp_path):
    manifest = "format: newscorpus/1\nname: n\nchecks: {require: [article.sha256]}\n"
    written(tmp_path, manifest, "corpus.yaml")
    written(tmp_path, "format: newscorpus/1\nid: a\nlanguage: en\ntext_file: nowhere.txt\n")
    done = fix(tmp_path, unsafe=True)
    assert [d.code for d in done.report.errors] == ["NC112", "NC010"]
    assert done.files == ()


def test_only_the_files_that_were_asked_for_are_fixed(tmp_path):
    """The rest of the corpus is read, and left alone; `corpus.yaml`, too."""
    manifest = written(tmp_path, "format: newscorpus/1\nname: n\nchecks: {ignore: [alias-not-in-txt]}\n", "corpus.yaml")
    one, other = (written(tmp_path, ARTICLE.replace("id: a", f"id: {name}"), f"{name}.yaml") for name in "ab")
    before = manifest.read_bytes(), other.read_bytes()
    fix(one, unsafe=True)
    assert (manifest.read_bytes(), other.read_bytes()) == before
    assert len(fix(tmp_path, unsafe=True).files) == 3
    assert "alias-not-in-text" in manifest.read_text()


QUOTED = ARTICLE.replace("headline: 2023 ", "headline: x ").replace(
    "Anna Berg's aide met Carl Dahl  in oslo", "met Carl Dahl in Oslo on Mon"
)
COUNTED = {
    "the headline is a part of the text": (
        ARTICLE.replace("actors:", "text_parts: {headline: [0, 9]}\nactors:", 1),
        1,
        0,
    ),
    "a waiver by index accepts it": (
        QUOTED + "waive: [{code: NC305, at: 'events.talks.evidence[0]', why: x}]\n",
        1,
        0,
    ),
    "a waiver by index accepts one of two": (
        QUOTED + "      - Carl Dahl in Oslo on Mon\nwaive: [{code: NC305, at: 'events.talks.evidence[0]', why: x}]\n",
        0,
        2,
    ),
    "a waiver whose words would be of no item": (
        QUOTED + "waive: [{code: NC305, at: events.talks.evidence, quote: 1, why: x}]\n",
        0,
        0,
    ),
}


@pytest.mark.parametrize("what", COUNTED)
def test_as_many_fixes_are_made_as_offered(what, tmp_path, capsys):
    text, safe, more = COUNTED[what]
    path = written(tmp_path, text)
    last = run(["check", path], capsys)[1].splitlines()[-1]
    both = [f"{safe} fixable with --fix"] * bool(safe)
    both += [f"{more} {'more' if safe else 'fixable'} with --fix --unsafe-fixes"] * bool(more)
    assert ", ".join(both) in last
    assert ("fixable" in last) == bool(both)
    for unsafe, count in ((False, safe), (True, safe + more)):
        done = fix(path, unsafe=unsafe, write=False)
        assert len(done.fixed) == count
        assert done.refused == 0


CONTEXTS = {
    "words and context": ("Tuesday: closed on Tuesday", "tuesday: closed on tuesday"),
    "words of a context that is right": ("Tuesday: closed on tuesday", "tuesday: closed on tuesday"),
    "context of words that are right": ("tuesday: closed on Tuesday", "tuesday: closed on tuesday"),
    "slips of both": ("tuesdy: shop was closd on tuesdy", "tuesday: shop was closed on tuesday"),
    "a context that means something else": ("Tuesday: opened on Tuesday", None),
    "a context that is not there": ("Tuesday: cows and wolves", None),
    "a context that is there several times": ("Tuesday: on tuesday", None),
    "a context that cuts its words": ("tuesda: closed on tuesda", "tuesday: closed on tuesday"),
    "a context without its words": ("tuesday: The shop Was closed", None),
}


@pytest.mark.parametrize("what", CONTEXTS)
def test_words_and_their_context_are_corrected_together_or_not_at_all(what, tmp_path):
    """Law: every fix that `check` offers for a quote with a context is made."""
    given, wanted = CONTEXTS[what]
    path = written(
        tmp_path,
        f"""\
format: newscorpus/1
id: a
language: en
published: 2023-06-14
text: It rained on tuesday. Anna Berg spoke of it. The shop was closed on tuesday. It snowed on tuesday.
actors:
  anna: {{name: Anna Berg, kind: person, roles: [{{title: {{{given}}}}}], mentions: [{{{given}}}]}}
events:
  closed:
    kind: incident
    type: accident
    evidence: [The shop was closed on tuesday]
    when: {{edtf: 2023-06-13, text: {{{given}}}}}
    places: [{{name: {{{given}}}, country: NO}}]
""",
    )
    offered = [d for d in check(path).diagnostics if d.fixes]
    result = fix(path, unsafe=True)
    corrected = path.read_text().count(f"{{{wanted}}}")
    assert result.refused == 0
    assert len(result.fixed) == len(offered)
    cut_title = "cuts" in what  # of titles, that is not reported
    assert corrected == (4 - cut_title if wanted else 0) == len(offered)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("corpus.yaml", "format: newscorpus/1\nname: n\nlangage: no language\n"),
        ("a.yaml", MENDED + "claims: [{quote: left, by: anna, stanc: denies}]\n"),
    ],
)
def test_a_fix_that_brings_one_other_error_is_not_made(name, text, tmp_path, capsys):
    """Of a field that is misspelt, and means nothing good where it is spelt right: one error in place of another."""
    written(tmp_path, "format: newscorpus/1\nname: n\nlanguage: en\n", "corpus.yaml")
    path = written(tmp_path, text, name)
    before = path.read_bytes()
    assert [d.code for d in check(tmp_path).errors] == ["NC101"]
    done = fix(tmp_path, unsafe=True)
    assert path.read_bytes() == before
    assert done.refused == (name == "corpus.yaml")  # of an article, it is not offered
    _, out, err = run(["check", "--fix", "--unsafe-fixes", tmp_path], capsys)
    assert ("1 fix not made: it would cause other errors: NC" in out + err) == (name == "corpus.yaml")


def test_a_fix_that_breaks_another_file_is_not_made(tmp_path):
    written(tmp_path, "format: newscorpus/1\nname: n\n", "corpus.yaml")
    path = written(tmp_path, MENDED.replace("id: a", "id: old"))
    written(
        tmp_path,
        MENDED.replace("id: a", "id: b").replace("    evidence:", "    relations: {after: old#talks}\n    evidence:")
        + "  others:\n    kind: event\n    type: other\n    relations: {after: old#talks}\n    evidence: Anna Berg left\n",
        "b.yaml",
    )
    before = path.read_bytes()
    done = fix(tmp_path, unsafe=True)
    assert path.read_bytes() == before
    assert [d.code for d in done.report.errors] == ["NC107"]
    assert done.refused == 1


def test_what_changed_meanwhile_is_not_overwritten(tmp_path, monkeypatch, capsys):
    path = written(tmp_path, ARTICLE)
    real = os.fsync

    def save(descriptor):
        path.write_text("format: newscorpus/1\nid: saved\nlanguage: en\ntext: x\n")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", save)
    code, out, _ = run(["check", "--fix", "--no-cache", path], capsys)
    assert "id: saved" in path.read_text()
    assert "Not written, because it changed in the meantime: " in out
    assert code == 0
    assert [one.name for one in tmp_path.iterdir()] == ["a.yaml"]


def test_what_is_gone_meanwhile_is_not_written(tmp_path, monkeypatch):
    path, other = written(tmp_path, ARTICLE), written(tmp_path, ARTICLE.replace("id: a", "id: b"), "b.yaml")
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda descriptor: (path.unlink(missing_ok=True), real(descriptor)))
    done = fix(tmp_path)
    assert done.skipped == (path.as_posix(),)
    assert [one.name for one in tmp_path.iterdir()] == ["b.yaml"]
    assert other.read_text() == MENDED.replace("id: a", "id: b")


def test_fixes_that_undo_each_other_come_to_an_end(tmp_path, monkeypatch):
    monkeypatch.setattr("newscorpus.api.fix._ROUNDS", 1)
    path = written(tmp_path, ARTICLE)
    assert fix(path).files == ()
    assert path.read_text() == ARTICLE


@pytest.mark.parametrize(
    "article",
    [
        MENDED + "note: 1\nnote: 2\n",  # what it says is not certain
        MENDED.replace("headline", "headlin") + "headline: x\n",  # the right field is there already
        "{}",
        MENDED + "waive:\n- ? code\n  : NC304\n  ? at\n  : actors.anna\n  ? why\n  : x   # inside\n  ? note\n  : 1\n",
        MENDED + "waive:\n  - {code: NC304, at: actors.anna,  # why\n     why: x}\n",
        MENDED.replace("    type: talks   # of two", "    type: |-  # of two\n      talkz"),
    ],
)
def test_what_cannot_be_fixed_with_certainty_is_not(article, tmp_path):
    """No fix is offered, and nothing is written; help is given all the same."""
    path = written(tmp_path, article)
    done = fix(path, unsafe=True)
    assert done.files == ()
    assert not any(d.fixes for d in done.report.diagnostics)
    assert done.report.errors


def test_a_diff_writes_nothing(tmp_path, capsys, monkeypatch):
    """It is a unified diff; the exit code says whether a file would change."""
    monkeypatch.chdir(tmp_path)
    path = written(tmp_path, ARTICLE)
    code, out, err = run(["check", "--diff", "a.yaml"], capsys)
    assert (code, err) == (1, "Would fix 2 errors in 1 file:\n  a.yaml: 2 errors\n")
    lines = difflib.unified_diff(ARTICLE.splitlines(), MENDED.splitlines(), "a.yaml", "a.yaml", lineterm="")
    assert out.splitlines() == list(lines)
    assert path.read_text() == ARTICLE
    assert run(["check", "--diff", "--exit-zero", "a.yaml"], capsys)[0] == 0
    assert run(["check", "--fix", "a.yaml"], capsys)[0] == 0
    assert run(["check", "--diff", "a.yaml"], capsys) == (0, "", "Would fix no findings.\n")


def test_a_diff_lets_nothing_of_the_file_act(tmp_path, capsys):
    written(tmp_path, ARTICLE.replace("# whoever", "# \u202e ##[error]x whoever").rstrip())
    code, out, _ = run(["check", "--diff", "--color", "always", tmp_path], capsys)
    assert code == 1
    assert "\u202e" not in out
    assert "##[" not in out
    assert "\033[31m-headline: 2023" in out
    assert out.rstrip().endswith("\\ No newline at end of file")


def test_the_command_says_what_it_did(tmp_path, capsys):
    path = written(tmp_path, ARTICLE.replace("kind: person}", "kind: persson}", 1))
    code, out, _ = run(["check", path], capsys)
    assert code == 1
    assert "2 fixable with --fix, 1 more with --fix --unsafe-fixes." in out
    assert "help: put it in quotes (--fix)" in out
    code, out, _ = run(["check", "--fix", path], capsys)
    assert code == 1
    assert "help: replace `persson` with `person` (--fix --unsafe-fixes)" in out
    assert out.splitlines()[-3:] == [
        "Fixed 2 errors in 1 file:",
        f"  {path}: 2 errors",
        "Found 1 error in 1 file; read 1 article. 1 fixable with --fix --unsafe-fixes.",
    ]
    code, out, _ = run(["check", "--fix", "--unsafe-fixes", path], capsys)
    assert code == 0
    assert out.startswith(f"Fixed 1 error in 1 file:\n  {path}: 1 error\n")


def test_a_text_that_was_edited(tmp_path):
    """Quotes that hold are anchored again, those that do not are named, and the hash is written once all hold."""
    text = "She said “Anna Berg will meet Carl Dahl in Oslo on Monday.” Anna Berg left.\n"
    quotes = [{"exact": "Anna Berg left", "start": 60}, {"exact": "meet", "start": 25, "end": 29}, "Oslo on Monday"]
    data = {**read_1_2(MENDED), "text": text, "headline": "x"}
    data["events"]["talks"]["evidence"] = quotes
    written(tmp_path, nc.dumps(nc.loads(json.dumps(data), "json"), "yaml"))
    article = nc.loads((tmp_path / "a.yaml").read_bytes())
    digest = "0" * 64
    base = {
        **json.loads(nc.dumps(article, "json")),
        "sha256": digest,
        "text": text.replace("She", "Later she").replace("Oslo", "Osslo"),
    }
    (tmp_path / "a.yaml").unlink()
    path = written(tmp_path, json.dumps(base, indent=2), "a.json")
    written(tmp_path, "format: newscorpus/1\nname: n\narticles: ['*.json']\n", "corpus.yaml")
    done = fix(tmp_path)
    assert {d.code for d in done.fixed} == {"NC311"}
    assert sorted(d.code for d in done.report.errors) == ["NC301", "NC309"]
    hash_finding = next(d for d in done.report.errors if d.code == "NC309")
    assert "2 of 3 quotes are still in the text" in hash_finding.notes
    assert "no longer in the text: events.talks.evidence[2]" in hash_finding.notes
    done = fix(tmp_path, unsafe=True)
    assert done.report.ok
    assert json.loads(path.read_text())["sha256"] != digest


# --- laws

WORDS = ["Anna Berg", "Carl Dahl", "Oslo", "met", "on Monday", "“well,” she said", "left", "it’s", "x: y #1", "a, [b]"]
TEXT = "Anna Berg met Carl Dahl in Oslo on Monday. “well,” she said, and it’s over. a, [b] x: y #1 Then she left, left."


@st.composite
def articles(draw):
    """Data of an article with some of the mistakes that can be fixed."""
    slip = st.sampled_from(
        [str, str, str.upper, lambda w: w.replace("e", "ee", 1), lambda w: w + " ", lambda w: w[:-1]]
    )
    quote = st.builds(lambda word, how: how(word), st.sampled_from(WORDS), slip)
    quotes = st.lists(quote | st.builds(lambda q, w: {q: w}, quote, quote), min_size=1, max_size=4)
    return {
        draw(st.sampled_from(["format", "format", "fromat"])): "newscorpus/1",
        "id": "a",
        "language": "en",
        "headline": draw(st.sampled_from([2023, True, "x", 1.5, "NO"])),
        "published": "2024-05-08",
        "text": TEXT,
        "actors": {
            "anna": {"name": "Anna Berg", draw(st.sampled_from(["kind", "knd"])): "person"},
            "carl": {"name": "Carl Dahl", "kind": draw(st.sampled_from(["person", "persson"]))},
        },
        "events": {
            "talks": {
                "kind": "meeting",
                "type": draw(st.sampled_from(["talks", "tlks"])),
                draw(st.sampled_from(["participants", "partcipants"])): {
                    draw(st.sampled_from(["participant", "partcipant"])): [
                        "anna",
                        draw(st.sampled_from(["carl", "crl"])),
                    ]
                },
                "places": draw(st.sampled_from([{"Oslo": "NO"}, {"oslo": "NO", "Monday": "NO"}, ["oslo"]])),
                "when": draw(st.sampled_from([{"on Monday": "2024-05-06"}, {"on monday": "2024-05-07"}, 2024])),
                "evidence": draw(quotes),
            }
        },
        "waive": draw(
            st.lists(
                st.sampled_from(
                    [{"code": c, "at": "events.talks", "why": "it's so"} for c in ("NC307", "NC305", "NC304")]
                ),
                max_size=3,
            )
        ),
    }


class Layout:
    """Writes data as YAML in any style, with comments everywhere. Each comment is unlike all others."""

    def __init__(self, draw):
        self.draw, self.count = draw, 0

    def comment(self) -> str:
        self.count += 1
        return f"#c{self.count}."

    def maybe(self) -> bool:
        return self.draw(st.booleans())

    def scalar(self, value, indent: int) -> str:
        """In one of the styles that the value can have."""
        if type(value) is not str:
            return json.dumps(value)
        styles = [json.dumps(value, ensure_ascii=False), "'" + value.replace("'", "''") + "'", json.dumps(value)]
        if re.fullmatch(r"[A-Za-z0-9“][\w ’“”.-]*[\w”.]|\w", value) and value != "NO":
            styles += [value, value.replace(" ", f"\n{' ' * (indent + 2)}", 1)]
        if value and value == value.strip():
            styles += [f"{mark}- {self.comment()}\n{' ' * (indent + 2)}{value}" for mark in "|>"]
        return self.draw(st.sampled_from(styles))

    def flow(self, value) -> str:
        gap = self.draw(st.sampled_from([", ", ",", " , "]))
        if isinstance(value, dict):
            return "{" + gap.join(f"{json.dumps(key)}: {self.flow(item)}" for key, item in value.items()) + "}"
        if isinstance(value, list):
            return "[" + gap.join(map(self.flow, value)) + "]"
        return json.dumps(value, ensure_ascii=False)

    def block(self, value, indent: int) -> str:
        lines = []
        pad = " " * indent
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            lead = f"{pad}{json.dumps(key, ensure_ascii=False)}:" if isinstance(value, dict) else f"{pad}-"
            if self.maybe():
                lines.append(f"{pad}{self.comment()}")
            if isinstance(item, dict | list) and item and self.maybe():
                lines.append(f"{lead}\n{self.block(item, indent + 2)}")
                continue
            text = self.flow(item) if isinstance(item, dict | list) else self.scalar(item, indent)
            is_open = text.startswith(("|-", ">-"))
            lines.append(f"{lead} {text}" + (f"   {self.comment()}" if not is_open and self.maybe() else ""))
        return "\n".join(lines)


@st.composite
def layouts(draw):
    """(bytes, data): an article in YAML of any layout, or in JSON."""
    data = draw(articles())
    layout = Layout(draw)
    text = layout.block(data, 0) + draw(st.sampled_from(["", "\n", f"\n{layout.comment()}\n"]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))), data


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(layouts(), st.booleans())
def test_fixing_is_safe_in_any_layout(made, unsafe):
    """Twice is once; comments survive; no errors are added; what was valid stays valid; nothing made is offered again."""
    text, data = made
    assert read_1_2(text) == data, text
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), text)
        before = nc.check(path)
        done = fix(path, unsafe=unsafe)
        after = path.read_bytes().decode()
        assert len(done.report.errors) <= len(before.errors)
        assert sorted(re.findall(r"#c\d+\.", after)) == sorted(re.findall(r"#c\d+\.", text))
        assert after.count("\r\n") == (after.count("\n") if "\r\n" in text else 0)
        assert not [f for d in done.report.diagnostics for f in d.fixes if f.safe or unsafe]
        again = fix(path, unsafe=unsafe)
        assert again.files == ()
        assert again.report == nc.check(path) or done.refused
        assert path.read_bytes().decode() == after
        if before.ok:
            assert done.report.ok


def test_of_a_file_in_doubt_nothing_is_mended(tmp_path):
    """Where the data may not be what the text says; what only other tools read otherwise is no such doubt."""
    hinted = ARTICLE.replace("name: 'Carl Dahl'", "name: NO")
    codes = ["NC003", "NC006", "NC103", "NC301"]
    fixes = {d.code: d.fixes for d in check(written(tmp_path, hinted), select=codes).diagnostics}
    assert sorted(fixes) == ["NC006", "NC103", "NC301"]
    assert all(fixes.values())
    assert [(fix.title, fix.safe, [edit.text for edit in fix.edits]) for fix in fixes["NC006"]] == [
        ("put it in quotes", True, ["'NO'"])
    ]
    unasked = check(written(tmp_path, hinted), select=[code for code in codes if code != "NC006"]).diagnostics
    assert {d.code: d.fixes for d in unasked} == {code: fix for code, fix in fixes.items() if code != "NC006"}
    doubled = hinted + "language: en\n"
    found = check(written(tmp_path, doubled), select=codes).diagnostics
    assert sorted({d.code for d in found}) == codes
    assert not any(d.fixes for d in found)


LINES = st.lists(st.sampled_from(["a", "b", "c", "d", "same", ""]), max_size=40)


@given(LINES, LINES, st.sampled_from([4, 200]))
def test_a_diff_is_one_that_others_read(before, after, window):
    """As `difflib` has it where that compares all lines at once; and always one that leads to the file."""
    old, new = ("".join(f"{line}\n" for line in lines) for lines in (before, after))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fix_module, "_WINDOW", window)
        shown = list(fix_module.FixedFile("f", Path("f"), old.encode(), new.encode()).diff())
    if window == 200:
        assert shown == list(difflib.unified_diff(before, after, "f", "f", lineterm=""))
    at, made = 0, []
    for line in shown[2:]:
        if line.startswith("@@"):
            start, _, count = line.split()[1][1:].partition(",")
            begin = int(start) - (count != "0")
            made += before[at:begin]
            at = begin
        elif line[0] == "+":
            made.append(line[1:])
        else:
            assert before[at] == line[1:]
            made += [line[1:]] if line[0] == " " else []
            at += 1
    assert [*made, *before[at:]] == after


@pytest.mark.parametrize("known", [True, False])
def test_words_that_were_deleted_are_not_found_elsewhere(known, tmp_path):
    """No safe fix takes an occurrence that differs in a capital: by the hash or the offsets, the text was edited."""
    text = f"The mayor resigned. {'It rained. ' * 9}Later the mayor came back. Dahl stayed. Berg left."
    quotes = {"a": "the mayor", "b": "Dahl stayed", "c": "Berg left"}
    events = [
        {"id": id_, "kind": "event", "type": "other", "evidence": [{"exact": words, "start": text.index(words)}]}
        for id_, words in quotes.items()
    ]
    data = {"format": "newscorpus/1", "id": "z", "language": "en", "text": text, "events": events}
    assert nc.check_text(json.dumps(data), "json").ok
    if known:
        data["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    data["text"] = text.replace("Later the mayor came back. ", "")
    path = tmp_path / "z.json"
    path.write_text(json.dumps(data, indent=1))
    fix(path)
    assert json.loads(path.read_text())["events"][0] == events[0]
    assert "NC301" in check(path).codes
