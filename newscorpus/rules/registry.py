"""All rules by code: those of newscorpus from `index.json`, without their modules, and those of plug-ins.

`make generated` writes the index from the rules themselves. Plug-ins are what is installed with the entry-point group
`newscorpus.rules`, and what a command or a function is given; never what a corpus names, which must not run code.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import attrs

from newscorpus.errors import UsageError
from newscorpus.rules.rule import OWN_PREFIX, Rule
from newscorpus.text.patterns import pattern
from newscorpus.text.suggest import Candidates

GROUP: Final = "newscorpus.rules"
"""The group of entry points whose values are modules with rules, or rules."""
_CODE: Final = pattern(r"[A-Z]{2,8}[0-9]{3}")
_NAME: Final = pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _read(name: str) -> Any:
    return json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


RULES: Final[tuple[Rule, ...]] = tuple(Rule(**row) for row in _read("index.json"))
"""The rules of newscorpus, in the order of codes."""
BY_CODE: Final[dict[str, Rule]] = {rule.code: rule for rule in RULES}
"""All rules that this process knows, by code."""
_given: Final[dict[str, Rule]] = {}
"""Those of them that were given to a command or a function: they apply where they were given only."""
_modules: Final[list[str]] = []
"""The modules that `--plugin` named, which other processes import, too."""


@attrs.frozen
class BrokenPlugin:
    """An installed plug-in that cannot be used, and why."""

    name: str
    problem: str


@cache
def load_installed() -> Sequence[BrokenPlugin]:
    """Make the rules of installed plug-ins known, once; return those that cannot be used."""
    broken = list[BrokenPlugin]()
    for name, load in sorted(_installed(), key=lambda pair: pair[0]):
        try:
            _register(rules_in(load()), f"the plug-in `{name}`")
        except Exception as e:  # noqa: BLE001 - what a plug-in raises
            broken.append(BrokenPlugin(name, str(e) if isinstance(e, UsageError) else f"{type(e).__name__}: {e}"))
    return broken


def _installed() -> Iterator[tuple[str, Any]]:
    if not _may_be_installed():
        return
    from importlib.metadata import entry_points  # noqa: PLC0415 - takes 20 ms

    for point in entry_points(group=GROUP):
        yield f"{point.name} = {point.value}", point.load


def _may_be_installed() -> bool:
    """Whether a distribution names the group: 1 ms, where reading the metadata of all takes 30."""
    for folder in sys.path:
        if Path(folder).is_file():
            return True  # an archive
        try:
            entries = list(os.scandir(folder or "."))
        except OSError:
            continue
        for entry in entries:
            if entry.name.endswith((".dist-info", ".egg-info")) and _names_group(Path(entry.path, "entry_points.txt")):
                return True
    return False


def _names_group(path: Path) -> bool:
    try:
        return GROUP.encode() in path.read_bytes()
    except OSError:
        return False


def rules_in(plugin: Any) -> list[Rule]:
    """Return the rules of a plug-in: a module that defines some, a rule, or a list of rules.

    Raises UsageError if there are none.
    """
    if isinstance(plugin, Rule):
        return [plugin]
    values = vars(plugin).values() if isinstance(plugin, ModuleType) else plugin
    rules = list(dict.fromkeys(value for value in values if isinstance(value, Rule) and not _is_ours(value)))
    if not rules:
        raise UsageError("it contains no rule: decorate a function with `newscorpus.rules.rule`")
    return rules


def _is_ours(rule: Rule) -> bool:
    """Whether a module of newscorpus defines a rule, which a plug-in may import."""
    return rule.source.startswith("newscorpus.")


def given(plugins: Iterable[str | Rule | ModuleType]) -> frozenset[str]:
    """Make the rules of plug-ins known that a command or a function was given; return their codes.

    Args:
        plugins: Names of modules, paths of Python files, modules or rules.

    Raises:
        UsageError: If a plug-in cannot be imported or has no rule, or if a code or a name is not its own.
    """
    codes = set[str]()
    for plugin in plugins:
        name = plugin if isinstance(plugin, str) else getattr(plugin, "__name__", None) or getattr(plugin, "code", "")
        try:
            rules = rules_in(_imported(plugin) if isinstance(plugin, str) else plugin)
        except UsageError as e:
            raise UsageError(f"plug-in `{name}`: {e}") from None
        installed = [rule for rule in rules if BY_CODE.get(rule.code) == rule and rule.code not in _given]
        fresh = [rule for rule in rules if rule not in installed]
        for rule in fresh:
            if rule.code in _given:
                del BY_CODE[rule.code], _given[rule.code]  # a notebook defines it anew
        _register(fresh, f"the plug-in `{name}`")
        _given.update((rule.code, rule) for rule in fresh)
        codes.update(rule.code for rule in rules)
        if isinstance(plugin, str) and plugin not in _modules:
            _modules.append(plugin)
    return frozenset(codes)


def given_elsewhere(codes: frozenset[str]) -> frozenset[str]:
    """Return the codes of rules that other commands or functions of this process were given, and this one was not."""
    return frozenset(_given) - codes


def named_modules() -> Sequence[str]:
    """Return the modules that `given` was called with, for other processes."""
    return tuple(_modules)


def _imported(name: str) -> ModuleType:
    """Import a module by its name, or a Python file by its path. Raises UsageError."""
    try:
        if not name.endswith(".py"):
            return import_module(name)
        spec = spec_from_file_location(Path(name).stem, name)
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
    except Exception as e:
        raise UsageError(f"it cannot be imported: {type(e).__name__}: {e}") from e
    return module


def _register(rules: Iterable[Rule], owner: str) -> None:
    for rule in rules:
        problem = _problem(rule)
        if problem:
            raise UsageError(f"rule {rule.code!r} of {owner}: {problem}")
    for rule in rules:
        BY_CODE[rule.code] = rule
    for cached in (_named, _names, _matching, article_rules):
        cached.cache_clear()


def _problem(rule: Rule) -> str | None:
    """Why a rule cannot be registered."""
    if not _CODE.fullmatch(rule.code) or rule.is_own:
        return f"a code is two to eight capitals and three digits, and does not begin with {OWN_PREFIX}"
    if not _NAME.fullmatch(rule.name):
        return f"name {rule.name!r}: write lower-case words with hyphens between"
    if rule.scope != "article" or not rule.is_checked:
        return "rules of plug-ins check articles"
    twin = next((other for other in BY_CODE.values() if rule.code == other.code or rule.name == other.name), None)
    return None if twin in (None, rule) else f"its code or name is that of {twin.code} {twin.name} ({twin.source})"


_hidden: Final[ContextVar[frozenset[str]]] = ContextVar("hidden", default=frozenset())


@contextmanager
def hiding(codes: frozenset[str]) -> Iterator[None]:
    """Let `named`, `find` and `matching` not know rules of plug-ins that were given elsewhere in this process."""
    token = _hidden.set(codes)
    try:
        yield
    finally:
        _hidden.reset(token)


def named(name: str) -> Rule | None:
    """Return the rule with this code or name."""
    return _named(name, _hidden.get())


@lru_cache(maxsize=256)
def _named(name: str, hidden: frozenset[str]) -> Rule | None:
    return next((rule for rule in _visible(hidden) if name in (rule.code, rule.name)), None)


def find(name: str) -> tuple[Rule | None, str | None]:
    """Return the rule with this code or name.

    Without one, return None and the code or name that was probably meant, if any.
    """
    rule = named(name)
    return (None, _names(_hidden.get()).closest(name)) if rule is None else (rule, None)


@lru_cache(maxsize=8)
def _names(hidden: frozenset[str]) -> Candidates:
    rules = _visible(hidden)
    return Candidates([*(rule.code for rule in rules), *(rule.name for rule in rules)])


def matching(name: str) -> tuple[Rule, ...]:
    """Return the rules that a code, the beginning of codes, a name or `ALL` selects."""
    return _matching(name, _hidden.get())


@lru_cache(maxsize=512)
def _matching(name: str, hidden: frozenset[str]) -> tuple[Rule, ...]:
    rules = _visible(hidden)
    if name == "ALL":
        return tuple(rules)
    is_beginning = len(name) > 1 and name[:1].isupper() and name.isalnum()
    return tuple(rule for rule in rules if rule.name == name or (is_beginning and rule.code.startswith(name)))


def _visible(hidden: frozenset[str]) -> list[Rule]:
    return [rule for code, rule in BY_CODE.items() if code not in hidden]


@cache
def _removed() -> Mapping[str, str]:
    return {code: version for version, codes in _read("removed.json").items() for code in codes}


def removal(code: str) -> str | None:
    """Return a clause about a rule that newscorpus had once: `NC534 was removed in 0.2`; None for any other name."""
    version = _removed().get(code)
    return f"{code} was removed in {version}" if version else None


@lru_cache(maxsize=256)
def article_rules(active: frozenset[str], language: str, *, has_text: bool) -> Sequence[Rule]:
    """Return the active rules that check an article in a language, by its primary subtag, in the order of codes."""
    if not active <= BY_CODE.keys():
        load_installed()  # in another process than the one that chose the rules
    rules = (BY_CODE[code] for code in sorted(active))
    return [
        rule
        for rule in rules
        if rule.is_checked and rule.scope == "article" and rule.applies_to(language, has_text=has_text)
    ]
