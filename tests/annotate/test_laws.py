"""What holds for any actions: undo of all gives the bytes of the beginning, and no write of anybody is lost."""

import os
import random
import re
import shutil
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from page_requests import Page, add, annotating, put, remove, replace

import newscorpus as nc
from newscorpus.fs import atomic

ROOT = Path(__file__).parents[2]
ACTIONS = int(os.environ.get("NEWSCORPUS_ACTIONS", "60"))
"""Random actions on all articles together; 300 take two minutes."""
ROUNDS = int(os.environ.get("NEWSCORPUS_ROUNDS", "25"))
"""Actions while an editor writes; 500 take some minutes."""
TEXTS = {
    "arabic": (
        "ar",
        "قال الرئيس أحمد علي إن بلاده ترحب بالاتفاق. وصل الوزير إلى القاهرة يوم الاثنين. قتل 3 أشخاص في غزة.\n",
    ),
    "emoji": (
        "en",
        "😀 Anna Berg met Carl Dahl 👩‍👩‍👧 in Oslo. “We agree 🎉 on this,” she said. Two people died in Oslo.\n",
    ),
    "crlf": (
        "en",
        "First line\r\nsecond line: a storm killed 3 people.\r\n\r\nNew paragraph with “quotes here” & <tags>.\r\n",
    ),
    "chinese": ("zh", "外交部长王毅周一在北京会见了安娜·贝里。他说双方达成了协议。地震造成三人死亡。\n"),
}


def corpus(folder):
    """Twenty articles: of the seeds and the tests, of several scripts and line ends, in several forms; one has 80 KB."""
    for path in (*(ROOT / "seeds").iterdir(), *(ROOT / "tests/articles").iterdir()):
        if path.name != "corpus.yaml":
            shutil.copy(path, folder)
    (folder / "corpus.yaml").write_text("format: newscorpus/1\nname: laws\n")
    english = [path for path in folder.glob("*.txt") if path.stem != "pressekonferenz"]
    for path in english:
        for part in ("plain", "json", "flow"):
            name = f"{part}-{path.stem.replace('_', '-')}"
            begin(folder, name, "en", path.read_bytes().decode(), part)
    for name, (language, words) in TEXTS.items():
        begin(folder, name, language, words, "crlf" if name == "crlf" else "plain")
    seed = next(path for path in english if path.stem.startswith("000"))
    numbered = (re.sub(r"(\w{6,})", rf"\g<1>{i}", seed.read_text()) for i in range(27))
    begin(folder, "large", "en", "\n\n".join(numbered), "plain")
    begin(folder, "small", "en", "Anna Berg met Carl Dahl.\n", "inline")
    for name in ("bom", "again"):
        begin(folder, name, "en", "Anna Berg said: “No.” Carl Dahl left Oslo on Monday.\n", "flow")
    (folder / "bom.yaml").write_bytes("\ufeff".encode() + (folder / "bom.yaml").read_bytes())
    begin(folder, "long-line", "en", "Anna Berg met Carl Dahl. " * 60, "inline")
    begin(folder, "tabs", "en", "Anna\tBerg met  Carl\n Dahl in Oslo on Monday.\n", "inline")


def begin(folder, name, language, words, form):
    head = f"format: newscorpus/1\nid: {name}\nlanguage: {language}\npublished: 2024-05-08\n"
    if form == "inline":
        nc.dump(nc.Article(id=name, language=language, published="2024-05-08", text=words), folder / f"{name}.yaml")
        return
    if form == "json":
        nc.dump(nc.Article(id=name, language=language, published="2024-05-08", text=words), folder / f"{name}.json")
        return
    (folder / f"{name}.txt").write_bytes(words.encode())
    body = head + f"text_file: {name}.txt\n"
    if form == "flow":
        body += "actors: {}  # nobody yet\nevents: {}\n\n# the end\n"
    (folder / f"{name}.yaml").write_bytes(body.replace("\n", "\r\n" if form == "crlf" else "\n").encode())


def an_action(page, chance, length):
    """Random steps of a kind that the page offers, on random words."""
    state = page.state
    start = chance.randrange(max(1, length - 8))
    menu = page.post("menu", start=start, end=min(length, start + chance.randrange(2, 60)), current=None)
    if "span" not in menu:
        return None
    here = {"span": menu["span"]}
    events, actors = (
        [event["id"] for event in state["events"]],
        [actor["id"] for actor in state["actors"] if actor["own"]],
    )
    kind = chance.choice(["event", "meeting", "incident"])
    ways = [
        [add(["actors"], {"words": here, "kind": "person"})],
        [add(["events"], {"kind": kind, "type": "other", "evidence": [here]})],
        [add(["claims"], {"quote": [here]})],
        *(guess["steps"] for guess in menu["best"] if guess["steps"]),
    ]
    if events:
        event = ["events", chance.choice(events)]
        ways += [
            [add([*event, name], here)] if name != "places" else [add([*event, name], {"name": here})]
            for name in ("evidence", "triggers", "topics", "places")
        ]
        ways += [
            [put([*event, "when"], {"edtf": "2024-05", "text": here})],
            [put([*event, "title"], "a title: “x” # y")],
        ]
        ways += [[remove(event)], [put([*event, "note"], "multi\nline")]]
        ways += [[add([*event, "participants", "participant"], {"actor": actor})] for actor in actors[:1]]
    if actors:
        actor = ["actors", chance.choice(actors)]
        ways += [
            [remove(actor)],
            [add([*actor, "mentions"], here)],
            [{"do": "rename", "path": actor, "value": "another-id"}],
        ]
    if state["claims"]:
        claim = ["claims", chance.randrange(len(state["claims"]))]
        ways += [[remove(claim)], [put([*claim, "cue"], here)], [put([*claim, "note"], "n")]]
    return chance.choice(ways)


@pytest.mark.parametrize("seed", [1])
def test_undo_of_all_gives_the_bytes_of_the_beginning(tmp_path, seed):
    corpus(tmp_path)
    chance = random.Random(seed)
    with annotating(tmp_path) as address:
        names = [article["name"] for article in Page(address, "small.yaml").post("articles")["articles"]]
        assert len(names) >= 20, names
        done = 0
        for name in names:
            path = tmp_path / name
            before, page = path.read_bytes(), Page(address, name)
            article = nc.load_article(path) if page.state["error"] is None else None
            for _ in range(max(1, ACTIONS // len(names))):
                steps = an_action(page, chance, len(article.text))
                if steps:
                    answer = page.act(*steps, force=chance.random() < 0.5)
                    done += "refused" not in answer
            end, states = path.read_bytes(), 0
            while page.state["undo"]:
                assert "refused" not in page.post("undo")
                states += 1
            assert path.read_bytes() == before, name
            for _ in range(states):
                assert "refused" not in page.post("redo")
            assert path.read_bytes() == end, name
        assert done > ACTIONS / 3


class Editor(threading.Thread):
    """Another program: it adds lines to the file, and replaces it only if nobody has written it since it was read."""

    def __init__(self, path, seed):
        super().__init__(daemon=True)
        self.path, self.chance = path, random.Random(seed)
        self.written, self.stopped = [], threading.Event()

    def run(self):
        number = 0
        while not self.stopped.wait(self.chance.uniform(0.0, 0.12)):
            before, line = self.path.read_bytes(), f"# edited {number}\n".encode()
            with suppress(atomic.Changed):
                atomic.write(self.path, lambda out: out.write(before + line), expected=before)  # noqa: B023 - at once
                self.written.append(line)
            number += 1


@pytest.mark.only_on("linux", reason="only Linux exchanges two files at once")
def test_no_write_is_lost(tmp_path):
    """An editor writes at random in between: what it has written stays, and so does each action that was done."""
    path = tmp_path / "small.yaml"
    words = " ".join(f"word{i}" for i in range(2000))
    nc.dump(nc.Article(id="small", language="en", text=words + "."), path)
    done = []
    with annotating(path) as address:
        page = Page(address)
        editor = Editor(path, 3)
        editor.start()
        for i in range(ROUNDS):
            start = words.index(f"word{i} ")
            span = [start, start + len(f"word{i}")]
            if "refused" not in page.act(add(["claims"], {"quote": [{"span": span}]})):
                done.append(f"word{i}")
        editor.stopped.set()
        editor.join()
    after = path.read_bytes()
    claims = [claim.words for claim in nc.load_article(path).claims]
    assert [line for line in editor.written if line not in after] == []
    assert [words for words in done if words not in claims] == []
    assert done  # how many depends on how often the editor comes first


def test_a_change_elsewhere_stays_when_an_action_is_undone(tmp_path):
    path = tmp_path / "small.yaml"
    nc.dump(nc.Article(id="small", language="en", text="Anna Berg met Carl Dahl."), path)
    with annotating(path) as address:
        page = Page(address)
        page.act(add(["claims"], {"quote": [{"span": [0, 9]}]}))
        path.write_text("# from an editor\n" + path.read_text())
        time.sleep(0.2)
        page.look()
        assert "refused" not in page.post("undo")
        assert path.read_text().startswith("# from an editor\n")
        assert page.state["claims"] == []


def test_what_an_editor_has_changed_is_asked_about(tmp_path):
    """A value that the page has not seen is not replaced silently; a claim that has moved is found again."""
    path = tmp_path / "small.yaml"
    nc.dump(nc.Article(id="small", language="en", headline="Old", text="Anna Berg met Carl Dahl."), path)
    with annotating(path) as address:
        page = Page(address)
        page.act(add(["claims"], {"quote": [{"span": [0, 9]}]}))
        path.write_text(
            path.read_text().replace("Old", "Theirs").replace("claims:\n", "claims:\n  - quote: Carl Dahl\n")
        )
        answer = page.act(replace(["headline"], "Mine"))
        assert (answer["ask"], "headline: Theirs" in path.read_text()) == ("Replace what it has written?", True)
    with annotating(path) as address:
        page = Page(address)
        seen = page.state["version"]
        path.write_text(path.read_text().replace("claims:\n", "claims:\n  - quote: met\n"))
        time.sleep(0.2)
        page.post("act", steps=[put(["claims", 0, "note"], "here")], label="note", seen=seen)
        noted = [claim.words for claim in nc.load_article(path).claims if claim.note]
        assert noted == ["Carl Dahl"]
        answer = page.post("act", steps=[replace(["headline"], "Mine")], label="x", seen=page.state["version"])
        assert "refused" not in answer


def test_an_old_buffer_over_an_action_is_noticed(tmp_path):
    path = tmp_path / "small.yaml"
    nc.dump(nc.Article(id="small", language="en", text="Anna Berg met Carl Dahl."), path)
    old = path.read_text()
    with annotating(path) as address:
        page = Page(address)
        page.act(add(["claims"], {"quote": [{"span": [0, 9]}]}), label="claim")
        path.write_text("# saved from an old buffer\n" + old)
        time.sleep(0.3)
        assert page.look()["lost"] == "claim"
        assert "refused" not in page.post("again")
        assert "Anna Berg" in path.read_text()
        assert "# saved from an old buffer\n" in path.read_text()


def test_a_broken_file_is_shown_and_not_edited(tmp_path):
    path = tmp_path / "small.yaml"
    nc.dump(nc.Article(id="small", language="en", text="Anna Berg met Carl Dahl."), path)
    whole = path.read_text()
    with annotating(path) as address:
        page = Page(address)
        path.write_text(whole + "events: [\n")
        time.sleep(0.3)
        assert "NC00" in page.look()["error"]
        assert "cannot be read" in page.act(put(["headline"], "x"))["refused"]
        assert path.read_text() == whole + "events: [\n"
        path.write_text(whole)
        time.sleep(0.3)
        assert page.look()["error"] is None


def test_a_file_that_is_removed(tmp_path):
    """It is not written anew; when it is back, the page goes on."""
    path = tmp_path / "small.yaml"
    nc.dump(nc.Article(id="small", language="en", text="Anna Berg met Carl Dahl."), path)
    whole = path.read_bytes()
    with annotating(path) as address:
        page = Page(address)
        path.unlink()
        assert "removed" in page.act(put(["headline"], "x"))["refused"]
        assert not path.exists()
        path.write_bytes(whole)
        page.look()
        assert "refused" not in page.act(put(["headline"], "x"))
