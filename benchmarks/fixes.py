"""How often a fix is right: real quotes, each with one planted error, and what `check` offers for it.

    NEWSCORPUS_DATA=DIR python -m benchmarks.fixes [--quotes 1000] [--seed 1] [--show]

Quotes of the texts of brat and LitBank get another number, another negation, another word (of the article, or with the
same ending), another name or a typing error. A fix of a name or a typing error is right if it restores the quote. Each
fix of a number, a negation or a word is wrong: only a reader can say what was meant. Exits with 1 if there is one.
"""

import argparse
import json
import os
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import attrs

import newscorpus as nc

NEVER = ("number", "negation", "word of the article", "word with the same ending")
"""The kinds of planted errors for which no fix is right."""
VERDICTS = ("right", "refused", "wrong")

_NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve twenty thirty hundred thousand million half".split()
)
_NUMBER = re.compile(rf"\d[\d,.]*\d|\d|\b(?:{'|'.join(_NUMBERS)})\b")
_NEGATION = re.compile(r"\b(?:not|never|no) |n['’]t\b")
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|will|would|has|had|can|could|should|may|might|must|did|does|do) ")
"""Not at the end of a quote, where the next word of the text may be `n’t`."""
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")
_WORD = re.compile(r"\b[a-z]{4,}\b")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]|\n(?!\n))")
_SHORTEST, _LONGEST = 4, 24
"""Words of a quote."""
_COMMON = 3
"""Texts that have a word, at least: one of dialect in a novel is a misspelling of another."""
_TRIES = 10
"""As many quotes of a sentence are tried, since not each contains a number or a name."""


@attrs.frozen
class Planted:
    """A quote of a text, and the same with one error."""

    kind: str
    text: str
    right: str
    wrong: str


class _Planter:
    """Makes errors; each method takes words of a quote, and returns what stands in their place."""

    def __init__(self, texts: Sequence[str], draw: random.Random) -> None:
        self.draw, self.own = draw, list[str]()
        self.words = {text: sorted(set(_WORD.findall(text))) for text in texts}
        self._names = sorted({name for text in texts for name in _NAME.findall(text)})
        self._by_ending: dict[str, list[str]] = {}
        texts_with = Counter(word for words in self.words.values() for word in words)
        for word in sorted(word for word, count in texts_with.items() if count >= _COMMON):
            self._by_ending.setdefault(word[-2:], []).append(word)
        self.kinds: dict[str, tuple[re.Pattern[str], Callable[[str], str]]] = {
            "number": (_NUMBER, self._number),
            "negation": (re.compile(f"{_NEGATION.pattern}|{_AUXILIARY.pattern}"), self._negation),
            "word of the article": (_WORD, lambda word: self._other(word, self.own)),
            "word with the same ending": (_WORD, lambda word: self._other(word, self._by_ending.get(word[-2:], []))),
            "name": (_NAME, lambda _: self.draw.choice(self._names)),
            "typing error": (_WORD, self._typing_error),
        }

    def planted(self, kind: str, quote: str) -> str:
        """Return the quote with an error of a kind, or unchanged if it has no place for one."""
        pattern, other = self.kinds[kind]
        places = list(pattern.finditer(quote))
        if not places:
            return quote
        place = self.draw.choice(places)
        return quote[: place.start()] + other(place[0]) + quote[place.end() :]

    def _number(self, number: str) -> str:
        if not number[0].isdigit():
            return self.draw.choice([word for word in _NUMBERS if word != number])
        at = self.draw.choice([i for i, char in enumerate(number) if char.isdigit()])
        return number[:at] + self.draw.choice([d for d in "123456789" if d != number[at]]) + number[at + 1 :]

    def _negation(self, words: str) -> str:
        return "" if _NEGATION.fullmatch(words) else f"{words}{self.draw.choice(['not', 'never'])} "

    def _other(self, word: str, others: Sequence[str]) -> str:
        """Return a word of that length that is no form and no other spelling of it."""
        unlike = [other for other in others if other[:3] != word[:3] and abs(len(other) - len(word)) <= 1]
        return self.draw.choice(unlike) if unlike else word

    def _typing_error(self, word: str) -> str:
        at = self.draw.randrange(len(word))
        letter, here, after = self.draw.choice("abcdefghijklmnopqrstuvwxyz"), word[at], word[at + 1 : at + 2]
        if after and self.draw.random() < 0.25:
            return word[:at] + after + here + word[at + 2 :]
        return word[:at] + self.draw.choice((letter, here + letter, "")) + word[at + 1 :]


def planted(texts: Sequence[str], count: int, seed: int) -> list[Planted]:
    """Return `count` quotes of the texts with one error, of each kind; fewer of a kind that they have less often."""
    draw = random.Random(seed)
    planter = _Planter(texts, draw)
    sentences = [(text, match[0].split()) for text in texts for match in _SENTENCE.finditer(text)]
    draw.shuffle(sentences)
    errors: dict[str, list[Planted]] = {kind: [] for kind in planter.kinds}
    for text, words in sentences:
        planter.own = planter.words[text]
        for kind, found in errors.items():
            for _ in range(_TRIES if len(found) < count and len(words) >= _SHORTEST else 0):
                size = min(len(words), draw.randint(_SHORTEST, _LONGEST))
                start = draw.randint(0, len(words) - size)
                right = " ".join(words[start : start + size])
                wrong = planter.planted(kind, right)
                if wrong != right:
                    found.append(Planted(kind, text, right, wrong))
                    break
    return [error for found in errors.values() for error in found]


def judged(errors: Sequence[Planted]) -> Iterator[tuple[Planted, str, str | None]]:
    """Yield each error that is found, with a verdict and what its fix writes."""
    by_text: dict[str, list[Planted]] = {}
    for error in errors:
        by_text.setdefault(error.text, []).append(error)
    for text, own in by_text.items():
        for i in range(0, len(own), 100):  # as many quotes of one article get a suggestion
            yield from _judged(text, own[i : i + 100])


def _judged(text: str, errors: Sequence[Planted]) -> Iterator[tuple[Planted, str, str | None]]:
    event = {"kind": "event", "type": "other", "evidence": [error.wrong for error in errors]}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "events": {"e": event}}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.json")
        path.write_text(json.dumps(article), encoding="utf-8")
        for finding in nc.check(path, select=["NC301"]).diagnostics:
            error = errors[int(finding.path[3])]
            if not finding.fixes:
                yield error, "refused", None
                continue
            source = path.read_text(encoding="utf-8")
            for edit in sorted(finding.fixes[0].edits, key=lambda edit: -edit.span.start):
                source = source[: edit.span.start] + edit.text + source[edit.span.end :]
            written = json.loads(source)["events"]["e"]["evidence"][int(finding.path[3])]
            is_restored = written.split() == error.right.split() and error.kind not in NEVER
            yield error, "right" if is_restored else "wrong", written


def main() -> None:
    """Print how many fixes are right, refused and wrong; exit with 1 if one that must never be made is there."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fixes", description=__doc__)
    parser.add_argument("--quotes", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print each fix that is wrong")
    options = parser.parse_args()
    folder = Path(os.environ.get("NEWSCORPUS_DATA", "nowhere"))
    paths = [*sorted(folder.glob("brat/**/*.txt")), *sorted(folder.glob("litbank/coref/brat/*.txt"))]
    if not paths:
        parser.error("NEWSCORPUS_DATA names no folder with brat or litbank")
    texts = [path.read_text(encoding="utf-8") for path in paths]
    counts: Counter[tuple[str, str]] = Counter()
    for error, verdict, written in judged(planted(texts, options.quotes, options.seed)):
        counts[error.kind, verdict] += 1
        if options.show and verdict == "wrong":
            print(f"{error.kind}\n  text  {error.right}\n  quote {error.wrong}\n  fix   {written}")
    print("| planted | " + " | ".join(VERDICTS) + " |\n| --- | --- | --- | --- |")
    for kind in dict.fromkeys(kind for kind, _ in counts):
        print(f"| {kind} | " + " | ".join(str(counts[kind, verdict]) for verdict in VERDICTS) + " |")
    sys.exit(any(counts[kind, "wrong"] for kind in NEVER))


if __name__ == "__main__":
    main()
