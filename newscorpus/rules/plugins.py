"""Plug-ins: modules with rules that are installed, or that a command or a function is given.

Never what a corpus names, which must not run code.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from newscorpus._entry_points import BrokenPlugin, load_plugins, shown
from newscorpus.errors import UsageError
from newscorpus.rules.registry import BY_CODE, register, unregister
from newscorpus.rules.rule import Rule

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Plugin = str | Rule | ModuleType
"""What contains rules: the name of a module, the path of a Python file, a module, or a rule itself."""
GROUP: Final = "newscorpus.rules"
"""The group of entry points whose values are modules with rules, or rules."""
_given: Final[dict[str, Rule]] = {}
"""The rules that were given to a command or a function, by code: they apply where they were given only."""
_modules: Final[dict[str, str]] = {}
"""The code of each of them that was named by its module → that module, which other processes import, too."""


@cache
def load_installed() -> Sequence[BrokenPlugin]:
    """Make the rules of installed plug-ins known, once; return those that cannot be used."""
    return load_plugins(GROUP, _register)


def _register(point: "EntryPoint", plugin: Any) -> None:
    register(rules_in(plugin), f"the plug-in `{shown(point)}`")


def rules_in(plugin: Any) -> list[Rule]:
    """Return the rules of a plug-in: a module that defines some, a rule, or a list of rules.

    Raises UsageError if there are none.
    """
    if isinstance(plugin, Rule):
        return [plugin]
    values: Iterable[Any] = plugin if isinstance(plugin, list | tuple) else getattr(plugin, "__dict__", {}).values()
    # A plug-in may import rules of ours.
    foreign = (value for value in values if isinstance(value, Rule) and not value.source.startswith("newscorpus."))
    rules = list(dict.fromkeys(foreign))
    if not rules:
        raise UsageError("it contains no rule: decorate a function with `newscorpus.rules.rule`")
    return rules


def given(plugins: Iterable[Plugin]) -> frozenset[str]:
    """Make the rules of plug-ins known that a command or a function was given; return their codes.

    Args:
        plugins: Names of modules, paths of Python files, modules or rules.

    Raises:
        UsageError: If a plug-in cannot be imported or has no rule, or if a code or a name is not its own.
    """
    load_installed()  # so that what is given does not take the code of an installed rule
    codes = set[str]()
    for plugin in plugins:
        name = plugin if isinstance(plugin, str) else getattr(plugin, "__name__", None) or getattr(plugin, "code", "")
        try:
            rules = rules_in(_imported(plugin) if isinstance(plugin, str) else plugin)
        except UsageError as e:
            raise UsageError(f"plug-in `{name}`: {e}") from None
        fresh = [rule for rule in rules if BY_CODE.get(rule.code) != rule]
        for rule in fresh:
            _replace(rule, codes)
        register(fresh, f"the plug-in `{name}`")
        _given.update((rule.code, rule) for rule in fresh)
        codes.update(rule.code for rule in rules)
        if isinstance(plugin, str):
            _modules.update((rule.code, plugin) for rule in rules)
    return frozenset(codes)


def _replace(rule: Rule, codes: Collection[str]) -> None:
    """Forget what another call was given under the code or the name of a rule, as a notebook that defines it anew."""
    for registered in [*_given.values()]:
        if registered.code not in codes and (registered.code == rule.code or registered.name == rule.name):
            unregister(registered)
            del _given[registered.code]
            _modules.pop(registered.code, None)


def given_elsewhere(codes: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the codes of rules that commands or functions of this process were given, but for those of this one."""
    return frozenset(_given) - codes


def named_modules(absent: frozenset[str]) -> Sequence[str]:
    """Return the names of modules that `given` was called with, for other processes; not of rules that are absent."""
    return tuple(dict.fromkeys(module for code, module in _modules.items() if code not in absent))


def _imported(name: str) -> ModuleType:
    """Import a module by its name, or a Python file by its path. Raises UsageError."""
    path = Path(name)
    if path.suffix != ".py" and path.with_name(f"{path.name}.py").is_file() and _spec(name) is None:
        raise UsageError(f"no module has this name; did you mean the file `{name}.py`?")
    if path.suffix == ".py" and not path.is_file():
        raise UsageError("there is no such file")
    try:
        if path.suffix != ".py":
            return import_module(name)
        spec = spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
    except Exception as e:
        raise UsageError(f"it cannot be imported: {type(e).__name__}: {e}") from e
    return module


def _spec(name: str) -> ModuleSpec | None:
    """Return where a module is; None if there is none."""
    try:
        return find_spec(name)
    except (ImportError, ValueError):
        return None
