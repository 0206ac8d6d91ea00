"""How often a fix is right: real quotes, each with one planted error, and what `check` offers for it.

    NEWSCORPUS_DATA=DIR python -m benchmarks.fixes [--quotes 1000] [--seed 1] [--show]

Quotes of real texts get another number, another negation, another word (of the article, or with the same ending),
another name or a typing error: 1,000 quotes each. A fix of a name or a typing error is right if it restores the quote.
Each fix of a number, a negation or a word is wrong: only a reader can say what was meant. Exits with 1 if there is one.
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
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import attrs

import newscorpus as nc

KINDS = ("number", "negation", "word of the article", "word with the same ending", "name", "typing error")
NEVER = KINDS[:4]
"""The kinds of planted errors for which no fix is right."""
VERDICTS = ("right", "refused", "wrong")

_NUMBER_WORDS = "two three four five six seven eight nine ten eleven twelve twenty thirty hundred thousand million half"
_NUMBER = re.compile(rf"\d[\d,.]*\d|\d|\b(?:{_NUMBER_WORDS.replace(' ', '|')})\b")
_NEGATION = re.compile(r"\b(?:not|never|no) |n['’]t\b")
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|will|would|has|had|can|could|should|may|might|must|did|does|do) ")
"""Not at the end of a quote, where the next word of the text may be `n’t`."""
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")
_WORD = re.compile(r"\b[a-z]{4,}\b")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]|\n(?!\n))")
_SUGGESTED = 100
"""As many quotes of one article get a suggestion."""


@attrs.frozen
class Planted:
    """A quote of a text, and the same with one error."""

    kind: str
    text: str
    right: str
    wrong: str


def texts(folder: Path) -> list[str]:
    """Return the real texts of `NEWSCORPUS_DATA`: Wikinews, items of ninjs, novels, and the tutorial of brat."""
    found = [_of_gum(path) for path in sorted(folder.glob("gum-news/_build/src/xml/*.xml"))]
    for path in sorted(folder.glob("ninjs/examples/**/*.json")):
        found += _of_ninjs(json.loads(path.read_text(encoding="utf-8")))
    plain = [*sorted(folder.glob("brat/**/*.txt")), *sorted(folder.glob("litbank/coref/brat/*.txt"))]
    return [*dict.fromkeys([*found, *(path.read_text(encoding="utf-8") for path in plain)])]


def _of_gum(path: Path) -> str:
    """Put the tokens of a document together: a line is a token with its tags; those of a `<w>` have no space between."""
    out = ""
    for element in ET.parse(path).getroot().iter():  # noqa: S314 - our own data
        for chunk, glued in ((element.text, element.tag == "w"), (element.tail, False)):
            tokens = [line.partition("\t")[0] for line in (chunk or "").split("\n") if "\t" in line]
            for i, word in enumerate(tokens):
                close = (glued and i > 0) or word in ".,;:!?)%”’" or word.startswith(("'", "’")) or out[-1:] in "(“$"
                out += word if close or not out else f" {word}"
        if element.tag in ("p", "head"):
            out += "\n\n"
    return out


def _of_ninjs(item: object) -> Iterator[str]:
    if isinstance(item, dict):
        bodies = [item.get("body_text"), *(body.get("value") for body in item.get("bodies", ()))]
        yield from (unescape(re.sub(r"<[^>]*>", " ", body)) for body in bodies if isinstance(body, str))


@attrs.frozen
class Vocabulary:
    """What may be planted: the names of all texts, their words by the last two letters, and the words of one text."""

    names: list[str]
    by_ending: dict[str, list[str]]
    own: list[str]


def planted(sources: Sequence[str], count: int, seed: int) -> list[Planted]:
    """Return `count` quotes of the texts with one error, of each kind; fewer of a kind that they have less often."""
    rng = random.Random(seed)
    sentences = [(text, words) for text in sources for match in _SENTENCE.finditer(text) if (words := match[0].split())]
    rng.shuffle(sentences)
    names = sorted({name for text in sources for name in _NAME.findall(text)})
    words_of = {text: sorted(set(_WORD.findall(text))) for text in sources}
    by_ending: dict[str, list[str]] = {}
    texts_with = Counter(word for own in words_of.values() for word in own)
    for word in sorted(word for word, number in texts_with.items() if number >= _COMMON):
        by_ending.setdefault(word[-2:], []).append(word)
    left = dict.fromkeys(KINDS, count)
    found: list[Planted] = []
    for text, words in sentences:
        for kind, plant in _PLANTS.items():
            for _ in range(_TRIES if left[kind] and len(words) >= _SHORTEST else 0):
                size = min(len(words), rng.randint(_SHORTEST, 24))
                start = rng.randint(0, len(words) - size)
                right = " ".join(words[start : start + size])
                wrong = plant(right, rng, Vocabulary(names, by_ending, words_of[text]))
                if wrong is not None and wrong != right:
                    found.append(Planted(kind, text, right, wrong))
                    left[kind] -= 1
                    break
    return found


_SHORTEST = 4
"""Words of a quote, at least."""
_COMMON = 3
"""Texts that have a word, at least: one of dialect in a novel is a misspelling of another."""
_TRIES = 10
"""As many quotes of a sentence are tried, since not each contains a number or a name."""


def _other_number(quote: str, rng: random.Random, _vocabulary: Vocabulary) -> str | None:
    places = list(_NUMBER.finditer(quote))
    if not places:
        return None
    place = rng.choice(places)
    number = place[0]
    if number[0].isdigit():
        at = rng.choice([i for i, char in enumerate(number) if char.isdigit()])
        other = number[:at] + rng.choice([d for d in "123456789" if d != number[at]]) + number[at + 1 :]
    else:
        other = rng.choice([word for word in _NUMBER_WORDS.split() if word != number])
    return quote[: place.start()] + other + quote[place.end() :]


def _other_negation(quote: str, rng: random.Random, _vocabulary: Vocabulary) -> str | None:
    places = list(_NEGATION.finditer(quote))
    if places:
        place = rng.choice(places)
        return quote[: place.start()] + quote[place.end() :]
    places = list(_AUXILIARY.finditer(quote))
    if not places:
        return None
    at = rng.choice(places).end()
    return f"{quote[:at]}{rng.choice(['not', 'never'])} {quote[at:]}"


def _other_name(quote: str, rng: random.Random, vocabulary: Vocabulary) -> str | None:
    places = list(_NAME.finditer(quote))
    if not places:
        return None
    place = rng.choice(places)
    return quote[: place.start()] + rng.choice(vocabulary.names) + quote[place.end() :]


def _word_of_text(quote: str, rng: random.Random, vocabulary: Vocabulary) -> str | None:
    return _other_word(quote, rng, lambda _: vocabulary.own)


def _word_with_ending(quote: str, rng: random.Random, vocabulary: Vocabulary) -> str | None:
    """Plant a word that is likely of the same part of speech."""
    return _other_word(quote, rng, lambda word: vocabulary.by_ending.get(word[-2:], []))


def _other_word(quote: str, rng: random.Random, others: Callable[[str], Sequence[str]]) -> str | None:
    places = list(_WORD.finditer(quote))
    if not places:
        return None
    place = rng.choice(places)
    found = [one for one in others(place[0]) if not _is_form(one, place[0]) and abs(len(one) - len(place[0])) <= 1]
    return quote[: place.start()] + rng.choice(found) + quote[place.end() :] if found else None


def _is_form(one: str, other: str) -> bool:
    """Whether two words may be forms of one, or spellings."""
    return one[:3] == other[:3]


def _typing_error(quote: str, rng: random.Random, _vocabulary: Vocabulary) -> str | None:
    places = list(_WORD.finditer(quote))
    if not places:
        return None
    at = rng.randrange(*rng.choice(places).span())
    letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
    here, after = quote[at], quote[at + 1 : at + 2]
    written = rng.choice([letter, here + letter, "", after + here if after.isalpha() else here * 2])
    return quote[:at] + written + quote[at + (2 if written == after + here and after.isalpha() else 1) :]


_PLANTS: dict[str, Callable[[str, random.Random, Vocabulary], str | None]] = dict(
    zip(
        KINDS,
        (_other_number, _other_negation, _word_of_text, _word_with_ending, _other_name, _typing_error),
        strict=True,
    )
)


def judged(errors: Sequence[Planted]) -> Iterator[tuple[Planted, str, str | None]]:
    """Yield each error that is found, with a verdict and what its fix writes."""
    by_text: dict[str, list[Planted]] = {}
    for one in errors:
        by_text.setdefault(one.text, []).append(one)
    for text, own in by_text.items():
        for i in range(0, len(own), _SUGGESTED):
            yield from _judged(text, own[i : i + _SUGGESTED])


def _judged(text: str, own: Sequence[Planted]) -> Iterator[tuple[Planted, str, str | None]]:
    event = {"kind": "event", "type": "other", "evidence": [one.wrong for one in own]}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "events": {"e": event}}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.json")
        path.write_text(json.dumps(article), encoding="utf-8")
        for found in nc.check(path, select=["NC301"]).diagnostics:
            one = own[int(found.path[3])]
            if not found.fixes:
                yield one, "refused", None
                continue
            source = path.read_text(encoding="utf-8")
            for edit in sorted(found.fixes[0].edits, key=lambda edit: -edit.span.start):
                source = source[: edit.span.start] + edit.text + source[edit.span.end :]
            written = json.loads(source)["events"]["e"]["evidence"][int(found.path[3])]
            restored = written.split() == one.right.split() and one.kind not in NEVER
            yield one, "right" if restored else "wrong", written


def main() -> None:
    """Print how many fixes are right, refused and wrong; exit with 1 if one that must never be made is there."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quotes", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print each fix that is wrong")
    options = parser.parse_args()
    folder = os.environ.get("NEWSCORPUS_DATA")
    if not folder:
        parser.error("NEWSCORPUS_DATA names no folder")
    counts: Counter[tuple[str, str]] = Counter()
    for one, verdict, written in judged(planted(texts(Path(folder)), options.quotes, options.seed)):
        counts[one.kind, verdict] += 1
        if options.show and verdict == "wrong":
            print(f"{one.kind}\n  text  {one.right}\n  quote {one.wrong}\n  fix   {written}")
    print("| planted | " + " | ".join(VERDICTS) + " |\n| --- | --- | --- | --- |")
    for kind in KINDS:
        print(f"| {kind} | " + " | ".join(str(counts[kind, verdict]) for verdict in VERDICTS) + " |")
    sys.exit(any(counts[kind, "wrong"] for kind in NEVER))


if __name__ == "__main__":
    main()
