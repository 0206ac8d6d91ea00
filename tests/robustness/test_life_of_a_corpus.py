"""A corpus as it lives: edited, broken, checked, fixed, converted there and back, written by several at once. Whatever
the order, what was valid stays what it was, and what is on disk is what somebody wrote."""

import shutil
import tempfile
import threading
from pathlib import Path

import attrs
from drawn import drawn_articles
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import newscorpus as nc
from newscorpus import convert, fix

NAMES = ("a", "b", "c")
DAMAGES = (
    lambda text: text[: len(text) // 2],
    lambda text: text.replace("language: ", "langauge: ", 1),
    lambda text: text.rstrip("\n"),
    lambda text: text + "\nactors: [",
    lambda text: text.replace("\n", "\r\n"),
    lambda text: "\ufeff" + text,
    lambda text: "# a remark\n" + text + "\n# the end\n",
    lambda text: text.replace("format: newscorpus/1", "format: newscorpus/9", 1),
)


class Corpus(RuleBasedStateMachine):
    """`written` is what each file holds as far as we know; `known` the article that it means, if it is valid."""

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp())
        self.corpus = self.folder / "corpus"
        self.corpus.mkdir()
        (self.corpus / "corpus.yaml").write_text("format: newscorpus/1\nname: c\nchecks: {ignore: [NC705]}\n")
        self.written: dict[str, bytes] = {}
        self.known: dict[str, nc.Article] = {}

    def teardown(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, name):
        return self.corpus / f"{name}.yaml"

    @rule(name=st.sampled_from(NAMES), article=drawn_articles)
    def save(self, name, article):
        """Somebody writes a valid article."""
        article = nc.anchor(attrs.evolve(article, id=name))
        nc.dump(article, self.path(name))
        self.known[name] = article
        self.written[name] = self.path(name).read_bytes()

    @precondition(lambda self: self.known)
    @rule(data=st.data(), damage=st.sampled_from(DAMAGES))
    def damage(self, data, damage):
        """Somebody edits by hand, not always well."""
        name = data.draw(st.sampled_from(sorted(self.known)))
        text = damage(self.path(name).read_bytes().decode())
        self.path(name).write_bytes(text.encode())
        self.written[name] = text.encode()
        try:
            self.known[name] = self.loaded(name)
        except nc.InvalidCorpus:
            del self.known[name]

    def loaded(self, name):
        """The article that its file holds by itself."""
        return nc.loads(self.path(name).read_bytes(), base=self.corpus)

    @precondition(lambda self: self.written)
    @rule()
    def check(self):
        """Twice, with the same verdict; nothing is written by it."""
        first, second = nc.check(self.corpus), nc.check(self.corpus)
        assert first == second

    @precondition(lambda self: self.written)
    @rule(unsafe=st.booleans())
    def fix(self, unsafe):
        """Never more errors than before, and only the files that it names are others than they were."""
        before = nc.check(self.corpus)
        done = fix(self.corpus, unsafe=unsafe)
        assert len(done.report.errors) <= len(before.errors)
        assert nc.check(self.corpus).errors == done.report.errors
        for one in done.files:
            assert one.before == self.written[one.path.stem]
            assert one.path.read_bytes() == one.after
            self.written[one.path.stem] = one.after
            if one.path.stem in self.known:
                self.known[one.path.stem] = self.loaded(one.path.stem)

    @precondition(lambda self: self.known and self.known.keys() == self.written.keys())
    @rule(format=st.sampled_from(["json", "jsonl", "yaml"]))
    def convert_there_and_back(self, format):
        """The same articles, by way of any format."""
        if not nc.check(self.corpus).ok:
            return
        there = self.folder / "there"
        convert(self.corpus, to=format, output=there)
        assert nc.check(there).ok
        back = nc.load(there)
        assert {key: _alone(one) for key, one in back.articles.items()} == {
            key: _alone(one) for key, one in nc.load(self.corpus).articles.items()
        }
        shutil.rmtree(there)

    @rule(name=st.sampled_from(NAMES), ours=drawn_articles, theirs=drawn_articles)
    def save_at_once(self, name, ours, theirs):
        """Two write one file while a third reads it: one of them wins, and nobody sees a mixture."""
        both = [nc.anchor(attrs.evolve(one, id=name)) for one in (ours, theirs)]
        nc.dump(both[0], self.path(name))
        versions = {nc.dumps(one).encode() for one in both}
        writers = [threading.Thread(target=nc.dump, args=(one, self.path(name))) for one in both]
        for writer in writers:
            writer.start()
        while any(writer.is_alive() for writer in writers):
            assert self.path(name).read_bytes() in versions
        for writer in writers:
            writer.join()
        self.written[name] = self.path(name).read_bytes()
        assert self.written[name] in versions
        self.known[name] = self.loaded(name)

    @invariant()
    def what_is_on_disk_is_what_was_written(self):
        if hasattr(self, "written"):
            assert {p.stem: p.read_bytes() for p in self.corpus.glob("[abc].yaml")} == self.written
            assert not list(self.corpus.glob(".newscorpus-*"))

    @invariant()
    def what_is_valid_means_the_same(self):
        for name, article in getattr(self, "known", {}).items():
            assert _alone(self.loaded(name)) == _alone(article)


def _alone(article):
    """Without where it lies."""
    return attrs.evolve(article, path=None)


TestCorpus = Corpus.TestCase
TestCorpus.settings = settings(max_examples=8, stateful_step_count=12, deadline=None)
