"""All rules by code: those of newscorpus from `index.json`, without their modules, and those of plug-ins.

`make generated` writes the index from the rules themselves.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from newscorpus.errors import UsageError
from newscorpus.rules.rule import OWN_PREFIX, Rule
from newscorpus.text.suggest import Candidates
from newscorpus.text.words import pattern

_CODE: Final = pattern(r"[A-Z]{2,8}[0-9]{3}")
_NAME: Final = pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE: Final = pattern(r"[a-z]{2,3}")


def _read(name: str) -> Any:
    return json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


RULES: Final[tuple[Rule, ...]] = tuple(Rule(**row) for row in _read("index.json"))
"""The rules of newscorpus, in the order of codes."""
BY_CODE: Final[dict[str, Rule]] = {rule.code: rule for rule in RULES}
"""All rules that this process knows, by code."""


def register(rules: Sequence[Rule], owner: str) -> None:
    """Make the rules of a plug-in known. Raises UsageError if one cannot be, or has a code or name of another rule."""
    for i, rule in enumerate(rules):
        problem = _problem(rule, [*BY_CODE.values(), *rules[:i]])
        if problem:
            raise UsageError(f"rule {rule.code!r} of {owner}: {problem}")
    BY_CODE.update((rule.code, rule) for rule in rules)
    _forget()


def unregister(rule: Rule) -> None:
    """Make a rule of a plug-in unknown."""
    del BY_CODE[rule.code]
    _forget()


def _forget() -> None:
    for cached in (_by_name, _names, article_rules):
        cached.cache_clear()


def _problem(rule: Rule, others: Iterable[Rule]) -> str | None:
    """Why a rule cannot be registered."""
    if not _CODE.fullmatch(rule.code) or rule.is_own:
        return f"a code is two to eight capitals and three digits, and does not begin with {OWN_PREFIX}"
    if not _NAME.fullmatch(rule.name):
        return f"name {rule.name!r}: write lower-case words with hyphens between"
    if rule.scope != "article" or not rule.is_checked:
        return "rules of plug-ins check articles"
    if not all(map(_LANGUAGE.fullmatch, rule.languages)):
        return "`languages` lists primary subtags of languages, such as `en`, which includes `en-GB`"
    twin = next((other for other in others if rule.code == other.code or rule.name == other.name), None)
    if twin is None or twin == rule:
        return None
    return f"its code or name is that of {twin.code} {twin.name} ({twin.source})"


_hidden: Final[ContextVar[frozenset[str]]] = ContextVar("hidden", default=frozenset())


@contextmanager
def hiding(codes: frozenset[str]) -> Iterator[None]:
    """Let `named`, `find` and `matching` not know rules of plug-ins that were given elsewhere in this process."""
    token = _hidden.set(codes)
    try:
        yield
    finally:
        _hidden.reset(token)


@lru_cache(maxsize=8)
def _by_name(hidden: frozenset[str]) -> Mapping[str, Rule]:
    """The rules that are not hidden, by their codes and by their names."""
    rules = [rule for code, rule in BY_CODE.items() if code not in hidden]
    return {rule.code: rule for rule in rules} | {rule.name: rule for rule in rules}


@lru_cache(maxsize=8)
def _names(hidden: frozenset[str]) -> Candidates:
    return Candidates(_by_name(hidden))


def named(name: str) -> Rule | None:
    """Return the rule with this code or name."""
    return _by_name(_hidden.get()).get(name)


def find(name: str) -> tuple[Rule | None, str | None]:
    """Return the rule with this code or name.

    Without one, return None and the code or name that was probably meant, if any.
    """
    rule = named(name)
    return (None, _names(_hidden.get()).closest(name)) if rule is None else (rule, None)


def matching(name: str) -> tuple[Rule, ...]:
    """Return the rules that a code, the beginning of codes, a name or `ALL` selects."""
    is_beginning = len(name) > 1 and name[:1].isupper() and name.isalnum()
    by_code = (rule for code, rule in _by_name(_hidden.get()).items() if code == rule.code)
    return tuple(
        rule for rule in by_code if name in ("ALL", rule.name) or (is_beginning and rule.code.startswith(name))
    )


@cache
def _removed() -> Mapping[str, str]:
    return {code: version for version, codes in _read("removed.json").items() for code in codes}


def removal(name: str) -> str | None:
    """Return a clause about a rule that newscorpus had once, `NC534 was removed in 0.2`, or about several: `NC54`.

    None for any other name, and for the beginning of a code that a rule has.
    """
    if matching(name) or len(name) <= len(OWN_PREFIX):
        return None
    version = next((version for code, version in _removed().items() if code.startswith(name)), None)
    return f"{name} was removed in {version}" if version else None


@lru_cache(maxsize=256)
def article_rules(active: frozenset[str], language: str, *, has_text: bool) -> Sequence[Rule]:
    """Return the active rules that check an article in a language, by its primary subtag, in the order of codes."""
    rules = (BY_CODE[code] for code in sorted(active))
    return [
        rule
        for rule in rules
        if rule.is_checked and rule.scope == "article" and rule.applies_to(language, has_text=has_text)
    ]
