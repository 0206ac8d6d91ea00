"""Words for harm to people: what is counted, and which counts are part of another one.

Imports `languages`, `sentences`, `spans` and `words` of this package.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from newscorpus.text.languages import primary_subtag, section
from newscorpus.text.sentences import sentence
from newscorpus.text.spans import Span
from newscorpus.text.words import pattern, pattern_in


class Harm:
    """The words of a language, prepared to be searched.

    `section(language, "harm")` has them: `kinds` name a harm, `joints` end a clause, `saved`, `doing` and `done` say
    that people came to no harm, `before` and `within` make a count a part of another one, `people` say nothing of who
    is counted, `totals` are words of a sentence with a total, `things` are no people. Patterns match whole words.
    `counts` are for `harm_counts`.
    """

    def __init__(self, words: Mapping[str, Any]) -> None:
        def compiled(source: str) -> re.Pattern[str]:
            return pattern(source, re.IGNORECASE)

        self.people, self.totals = frozenset(words["people"]), frozenset(words["totals"])
        self._kinds = {kind: compiled(rf"\b(?:{'|'.join(names)})\b") for kind, names in words["kinds"].items()}
        self._saved = compiled(words["saved"])
        self._doing = compiled(words.get("doing", "(?!)"))
        self._done = compiled(words.get("done", "(?!)"))
        self._joint = compiled(words["joints"])
        self._before = compiled(rf"\b{words['before']}\Z")
        things = "|".join(words.get("things", ()))
        counted = words.get("counted", "").replace("THINGS", things)
        self._things = compiled(counted.replace(" ", r"\s")) if things else None
        self._within = compiled(words["within"])

    def kinds(self, raw: str, span: Span) -> frozenset[str]:
        """Return the kinds of harm that the clause with the words of a count names."""
        clause = self._clause(raw, span)
        return frozenset(kind for kind, words in self._kinds.items() if words.search(clause))

    def saved(self, raw: str, span: Span, kind: str) -> str | None:
        """Return the word that says that those who are counted were saved; None if the sentence may say a harm."""
        saving = self._saved.search(self._clause(raw, span))
        here = sentence(raw, span)
        harmed = self._kinds[kind].search(raw, *here) or _TREATED.search(raw, *here)
        return saving[0] if saving and not harmed else None

    def other(self, raw: str, span: Span) -> str | None:
        """Return what those who are counted do, or what is done with them; None if their clause names a harm."""
        if self.kinds(raw, span) or _TREATED.search(raw, *sentence(raw, span)):
            return None
        end = min(self._end(raw, span[1], sentence(raw, span)[1]), span[1] + _REACH)
        doing = self._done.search(raw, max(0, span[0] - 2 * _REACH), span[0])
        if doing:
            return doing[1]
        doing = self._doing.search(raw, span[1], end)
        return doing[0] if doing else None

    def no_people(self, raw: str, span: Span) -> str | None:
        """Return the words that say that a number is an age, or that things are counted; None if people may be."""
        if self._things is None:
            return None
        age = _AGED.search(raw, max(0, span[0] - _REACH), span[0]) or _OLD.match(raw, span[1])
        age = age or (_AGE.match(raw, span[1]) if raw[slice(*span)].isdecimal() else None)
        if age and _FIGURE.fullmatch(raw, *span):
            return "is an age, not a number of people"
        thing = self._things.match(raw, span[0], min(len(raw), span[1] + _REACH))
        return f"counts {thing[1]}, not people" if thing and thing.end() >= span[1] else None

    def kinds_nearby(self, raw: str, span: Span) -> frozenset[str]:
        """Return the kinds of harm that the sentence of a count names, whose own clause has no other words.

        It is part of a list (`nine officers and 20 others were hurt`), a phrase behind `with`, or a bare figure.
        """
        begin, end = sentence(raw, span)
        behind = self._joint.search(raw, span[1], end)
        stop = behind.start() if behind else end
        before = max((joint.start() for joint in self._joint.finditer(raw, begin, span[0])), default=begin)
        is_bare = not raw[span[1] : stop].strip(" .")
        if _WITH.match(raw, before) or (is_bare and _WHILE.match(raw, before)):
            return frozenset(kind for kind, words in self._kinds.items() if words.search(raw, begin, before))
        if behind is None or not _LIST.match(raw, behind.start()) or len(raw[span[1] : stop].split()) > _MOST_NOUNS:
            return frozenset()
        rest = raw[behind.end() : self._end(raw, behind.end(), end)]
        return frozenset(kind for kind, words in self._kinds.items() if words.search(rest))

    def _clause(self, raw: str, span: Span) -> str:
        """The clause with words."""
        begin, end = sentence(raw, span)
        begin = max((joint.end() for joint in self._joint.finditer(raw, begin, span[0])), default=begin)
        return raw[begin : self._end(raw, span[1], end)]

    def is_mere_part(self, raw: str, span: Span) -> bool:
        """Return whether a count is a part of another one before it in its sentence, which suffered the same harm.

        `Three of them were killed` says what others did not suffer, and is no such part.
        """
        begin, end = sentence(raw, span)
        part = self._within.search(raw, span[0], min(end, span[1] + _REACH))
        if part is not None and part.start() <= span[1] + 1 and _OF_HARMED.match(raw, part.start()):
            return not any(
                words.search(raw, part.end(), self._end(raw, part.end(), end)) for words in self._kinds.values()
            )
        return self.is_part(raw, span) and not self.kinds(raw, span) and _NUMBER.search(raw, begin, span[0]) is not None

    def _end(self, raw: str, start: int, end: int) -> int:
        """Where the clause ends in which something is."""
        joint = self._joint.search(raw, start, end)
        return joint.start() if joint else end

    def is_part(self, raw: str, span: Span) -> bool:
        """Return whether a count is part of another one: `seven of them`, `including seven children`."""
        if self._before.search(raw, max(0, span[0] - _REACH), span[0]):
            return True
        part = self._within.search(raw, span[0], min(len(raw), span[1] + _REACH))
        return part is not None and part.start() <= span[1] + 1


_AGED: Final = pattern(r"\b(?:aged|ages?|age of|turned)(?: (?:only|just|about))?(?: \d+(?: and| to|,))? \Z")
_OLD: Final = pattern(r"(?:[- ]years?[- ](?:old|olds)\b)")
_AGE: Final = pattern(r"(?<=[a-zé], \d\d),")
_FIGURE: Final = pattern(r"\d{1,3}")
"""A number that may be an age."""
_WITH: Final = pattern(r"with\b")
_WHILE: Final = pattern(r"(?:while|whereas|but|and)\b")
_LIST: Final = pattern_in("shared", "list_of_counts")
"""What joins a count and the next one, which have one verb."""
_OF_HARMED: Final = pattern_in("shared", "of_harmed", re.IGNORECASE)
"""What makes a part of those who suffered a harm."""
_NUMBER: Final = pattern_in("shared", "some_number", re.IGNORECASE)
_MOST_NOUNS: Final = 4
"""Words behind a count before the next one of a list."""
_TREATED: Final = pattern_in("shared", "treated", re.IGNORECASE)
"""Words that tell of a harm without naming it, in any language."""
_REACH: Final = 40
"""Code points around a count in which words that make it a part of another one are looked for."""


@cache
def harm_of(tag: str | None) -> Harm | None:
    """Return the words of the language of a BCP 47 tag; None if there are none."""
    words = section(primary_subtag(tag), "harm")
    return Harm(words) if words else None


class _People(NamedTuple):
    """English patterns of a number of people with what happened to them: before it, and behind it."""

    suffering: re.Pattern[str]
    counting: re.Pattern[str]
    unreal: re.Pattern[str]
    """Words of a clause that tells of no harm, or of none that is certain."""


@cache
def _people() -> _People:
    """Put the patterns together; a space in them is any white space."""
    words = section("en", "harm")
    assert words is not None
    pieces = {name: "".join(lines) for name, lines in words["counts"].items()}

    def compiled(name: str) -> re.Pattern[str]:
        source = pieces[name]
        for piece in ("number", "nouns", "somebody", "state"):
            source = source.replace(f"{{{piece}}}", pieces[piece])
        return re.compile(source.replace(" ", r"\s+"), re.IGNORECASE)

    return _People(compiled("suffering"), compiled("counting"), compiled("unreal"))


def harm_counts(raw: str, within: Span) -> list[tuple[str, Span]]:
    """Return the kinds of harm that English words inside a span count people by, with the numbers and their nouns."""
    counts = list[tuple[str, Span]]()
    people = _people()
    for counting in (people.suffering, people.counting):
        for match in counting.finditer(raw, *within):
            begin = sentence(raw, match.span())[0]
            kind = next((kind for kind, words in match.groupdict().items() if words), None)
            number = match.span(1) if counting is people.suffering else match.span(match.re.groups)
            if kind and not people.unreal.search(raw, max(begin, match.start() - _REACH), match.end()):
                counts.append((kind, number))
    return counts
