"""NC8xx: waivers, open points, the configuration in `corpus.yaml`, and the baseline."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from newscorpus import limits
from newscorpus.diagnostics.changes import backticked, renaming
from newscorpus.diagnostics.report import Path
from newscorpus.models import KINDS, Actor, Article, Checks, Claim, Expect, Manifest, Todo
from newscorpus.models.fields import fields_of
from newscorpus.models.manifest import VALUES, Attribute, bounds, redefined
from newscorpus.models.todo import claims_meant
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.registry import BY_CODE, find, matching, named, removal
from newscorpus.rules.rule import ERROR, OWN_PREFIX, WARNING, Finding, did_you_mean, rule
from newscorpus.text.suggest import closest

unused_waiver: Final = BY_CODE["NC801"]
stale_baseline: Final = BY_CODE["NC804"]


@rule(
    "NC802",
    "invalid-waiver",
    ERROR,
    "a waiver has no reason, does not name one target, or waives a rule that cannot be waived",
    fix="the words of the item instead of its index, if no other item has such a finding",
    unsafe_fix="the rule that was meant; the words of the item, if others have such a finding, and it has no fix",
)
def invalid_waiver(context: ArticleContext) -> Iterator[Finding]:
    """
    A waiver explains to the next reader why a finding does not apply. Errors of structure, references and
    anchoring (NC1 to NC3) cannot be waived: what they report cannot be read, or is not in the text. Nor can NC701: of
    two articles with one id, one would be lost. Nor can rules about files, `corpus.yaml`, baselines and waivers
    themselves (NC0, NC704, NC706, NC709 and NC8), which are about no place in an article.

    An item of a list is named by its words in `quote`, or by a beginning of them that no other item has; its index
    would lead to another item as soon as one is inserted. A list of one item needs no `quote`.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person, aliases: [Annie]}
          waive:
        -   - {code: NC304, at: actors.anna} # <NC802>
        +   - {code: NC304, at: actors.anna, why: the alias is a nickname}
    """
    for i, waiver in enumerate(context.article.waive):
        if context.is_broken("waive", i):
            continue
        waived = named(waiver.code)
        if waived is None and removal(waiver.code):
            continue  # that is NC806
        if waived is None:
            path: Path = ("waive", i, "code")
            near = find(waiver.code)[1] if context.may_suggest("waivers") else None
            hint, fixes = did_you_mean(path, waiver.code, near)
            hint = hint or _of_plugin(waiver.code)
            yield Finding(path, f"unknown rule {backticked(waiver.code)}", help=hint, fixes=fixes)
        elif not waived.waivable:
            message = f"{waived.code} {waived.name} cannot be waived"
            instead = ", or ignore it in `corpus.yaml`" if waived.configurable and waived.code != _SETTINGS else ""
            yield Finding(("waive", i, "code"), message, help=f"fix what it reports{instead}")
        elif not waiver.why.strip():
            yield Finding(("waive", i), f"waiver of {waived.code} has no `why`", help="add `why: REASON`")


def _of_plugin(name: str) -> str | None:
    """The advice on an unknown name that looks like a code of a plug-in, or the beginning of one."""
    is_foreign = len(name) > 1 and name.isupper() and name.isalnum() and not name.startswith(OWN_PREFIX)
    return "install the plug-in that has it, or name it with `--plugin`" if is_foreign else None


_SETTINGS = "NC803"


@rule(
    _SETTINGS,
    "invalid-configuration",
    ERROR,
    "`corpus.yaml` names an unknown rule or field, or has a setting that is not possible",
    scope="manifest",
    unsafe_fix="the rule or the field that was meant",
)
def invalid_configuration(manifest: Manifest) -> Iterator[Finding]:
    """
    Rules are named by their code (`NC304`), the beginning of codes (`NC3`) or their name (`alias-not-in-text`).
    Errors of files, structure, references and anchoring (NC0 to NC3), and NC701, can neither be ignored nor get another
    severity.
    What is required is a field of the data model; one of the corpus's own says `required: true` where it is declared.
    Of a field of the corpus's own, `enum` has values of its `type`, numbers alone have a `minimum` and a `maximum`, and
    these leave room for values. At most 200 patterns of a list differ only in wildcards, since each would be compared
    with each file. `expect` names types of events that there are. `vocabularies` adds terms, and cannot change one.

    Example:
        - # corpus.yaml has: checks: {ignore: [quote-not-in-txt]}
        + # corpus.yaml has: checks: {ignore: [alias-not-in-text]}
          note: rules are named by code or name
    """
    checks = manifest.checks or Checks()
    suggested = 0
    for path, name, changes in _named_rules(checks):
        at_key = path[1] == "severity"
        rules = matching(name)
        if not rules and removal(name):
            continue  # that is NC806
        if not rules:
            near = find(name)[1] if suggested < limits.MAX_SUGGESTIONS else None
            suggested += 1
            hint, fixes = did_you_mean(path, name, near)
            hint = hint or _of_plugin(name)
            if near and changes and not any(each.configurable for each in matching(near)):
                fixes = ()
            elif near and fixes and at_key:
                fixes = (renaming(path, near),)
            yield Finding(
                path, f"unknown rule {backticked(name)}", at_key=at_key, help=hint, arguments=(name,), fixes=fixes
            )
        elif changes and not any(each.configurable for each in rules):
            message = f"{backticked(name)} can neither be ignored nor get another severity"
            yield Finding(path, message, at_key=at_key, help="fix what it reports", arguments=(name,))
        elif changes and not at_key and [each.code for each in rules] == [_SETTINGS]:
            yield Finding(path, f"{backticked(name)} cannot be ignored", help="fix what it reports", arguments=(name,))
    for i, name in enumerate(checks.require):
        owner, _, field = name.partition(".")
        known = {f.name for cls in _OWNERS.get(owner, ()) for f in fields_of(cls)}
        if known and field not in known and name != "event.kind":  # `kind` is not a field of the models
            near, path = closest(field, known), ("checks", "require", i)
            hint, fixes = did_you_mean(path, name, near and f"{owner}.{near}")
            message = f"unknown field {backticked(field)} of {owner}s"
            yield Finding(path, message, help=hint, arguments=(name,), fixes=fixes)
    for owner in _OWNERS:
        for name, attribute in manifest.declared(owner).items():
            for below, message in _impossible(attribute):
                yield Finding(("attributes", owner, name, *below), message)
    for path in redefined(manifest.vocabularies) if manifest.vocabularies else ():
        message = f"{backticked(path[-1])} is a term of the format, and keeps its meaning"
        yield Finding(("vocabularies", *path), message, at_key=True, help="delete it here, or take another word")
    yield from _impossible_expectations(manifest)


def _impossible_expectations(manifest: Manifest) -> Iterator[Finding]:
    """Yield what no corpus can satisfy, or is not counted, in `expect`."""
    expect = manifest.expect or Expect()
    numbers: list[tuple[Path, str]] = [(("articles",), expect.articles)] if expect.articles else []
    for path, how_many in (*numbers, *((("events", kind), number) for kind, number in expect.events.items())):
        least, most = bounds(how_many)
        if most is not None and least > most:
            message = f"no number is at least {least} and at most {most}"
            yield Finding(("expect", *path), message, help=f"write `{most}..{least}`")
    known = {name for types in manifest.words.types.values() for name in types}
    for i, name in enumerate(expect.with_place):
        if name not in known:
            path = ("expect", "with_place", i)
            hint, fixes = did_you_mean(path, name, closest(name, known))
            yield Finding(path, f"unknown type {backticked(name)} of events", help=hint, fixes=fixes)


def _named_rules(checks: Checks) -> Iterator[tuple[Path, str, bool]]:
    """Yield each name of a rule with its path, and whether it is to be ignored or gets another severity."""
    yield from ((("checks", "select", i), name, False) for i, name in enumerate(checks.select))
    yield from ((("checks", "ignore", i), name, True) for i, name in enumerate(checks.ignore))
    for glob, names in checks.per_file_ignore.items():
        yield from ((("checks", "per_file_ignore", glob, i), name, True) for i, name in enumerate(names))
    yield from ((("checks", "severity", name), name, True) for name in checks.severity)


def _impossible(attribute: Attribute) -> Iterator[tuple[Path, str]]:
    """Yield what no value can satisfy in the declaration of the corpus's own field: path and message."""
    types, low, high = VALUES.get(attribute.type, ()), attribute.minimum, attribute.maximum
    if types and int not in types:
        given = [bound for bound in ("minimum", "maximum") if getattr(attribute, bound) is not None]
        yield from (
            ((bound,), f"`{bound}` needs a number, but the attribute is of type {attribute.type}") for bound in given
        )
        low = high = None
    elif low is not None and high is not None and low > high:
        yield ("maximum",), f"no number is at least {low} and at most {high}"
        low = high = None
    for i, value in enumerate(attribute.enum):
        if types and type(value) not in types:
            yield ("enum", i), f"value {backticked(str(value))} is not of type {attribute.type}"
        elif isinstance(value, int | float) and low is not None and value < low:
            yield ("enum", i), f"value {value} is less than the minimum, {low}"
        elif isinstance(value, int | float) and high is not None and value > high:
            yield ("enum", i), f"value {value} is more than the maximum, {high}"


_OWNERS: Final = {"article": (Article,), "actor": (Actor,), "event": tuple(KINDS.values()), "claim": (Claim,)}


@rule("NC805", "open-point", WARNING, "annotators differ, and nobody has decided; or something is in doubt")
def open_point(context: ArticleContext) -> Iterator[Finding]:
    """
    `newscorpus adjudicate` writes an entry of `todo` for each point in which annotators differ, with what each of them
    has. You can write such an entry yourself, with a `note`. An annotation is done when it has none: accept a version
    with `newscorpus adjudicate --accept NAME FILE`, or decide by hand, and delete the entry, with the
    last one also the line `todo:`. An entry finds a claim by its words, and an event or actor by its id: if you edit
    these, edit the entry, too. With `checks: {severity: {open-point: error}}`, a corpus with open points is not valid.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
        - todo:
        -   - {at: actors.anna.kind, note: a person or a firm?} # <NC805>
    """
    for i, todo in enumerate(context.article.todo):
        if context.is_broken("todo", i):
            continue
        lost = _lost(todo, context)
        if lost is None:
            yield Finding(("todo", i, "at"), _opened(todo), help=_decide(todo, context.article.todo))
        else:
            yield Finding(("todo", i, "quote" if todo.quote else "at"), f"{_opened(todo)}; but {lost}", help=_FOUND)


_FOUND: Final = "write what it is now, if it was edited; or decide, and delete this entry"


def _lost(todo: Todo, context: ArticleContext) -> str | None:
    """Why an entry leads to nothing: the claim, actor or event that it is in has other words or another id, or None."""
    table, *rest = todo.at.split(".")
    if table == "claims" and rest and todo.quote and not context.is_broken("claims"):
        claims = claims_meant(todo.quote, context.article.claims)
        if len(claims) != 1:
            return f"{'several claims begin' if claims else 'no claim begins'} with these words"
    if table in ("actors", "events") and len(rest) > 1 and not context.is_broken(table):
        members: Mapping[str, object] = getattr(context.article, table)
        return None if rest[0] in members else f"there is no {table[:-1]} {backticked(rest[0])}"
    return None


def _opened(todo: Todo) -> str:
    where = backticked(todo.at)
    if todo.quote:
        where = f"the claim {backticked(todo.quote)}" if todo.at == "claims" else f"{where} of {backticked(todo.quote)}"
    has, lacks = ", ".join(todo.versions), ", ".join(todo.without)
    why = f": {todo.note}" if todo.note else ""
    if has and lacks:
        return f"{has} {'have' if len(todo.versions) > 1 else 'has'} {where}, not {lacks}{why}"
    return f"{has} differ in {where}{why}" if has else f"{where} is open{why}"


def _decide(todo: Todo, todos: Sequence[Todo]) -> str:
    by_hand = f"decide, then delete {'this entry' if len(todos) > 1 else '`todo:` with this entry, the last one'}"
    if not todo.annotators:
        return by_hand
    words = (todo.quote or "").split()
    at = f"'{todo.at} of {' '.join(words[:3])}*'" if words else todo.at
    return f"{by_hand}; or run `newscorpus adjudicate FILE --accept NAME --at {at}`"


@rule("NC806", "removed-rule", WARNING, "a waiver or a setting names a rule that newscorpus no longer has")
def removed_rule(context: ArticleContext) -> Iterator[Finding]:
    """
    The waiver or the setting has no effect. Codes of rules that are gone are not used again, so nothing else is waived
    by it later.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
        - waive:
        -   - {code: NC534, at: text, why: the article calls it so} # <NC806>
    """
    for i, waiver in enumerate(context.article.waive):
        gone = None if context.is_broken("waive", i) else removal(waiver.code)
        if gone:
            path: Path = ("waive", i, "code")
            yield Finding(path, gone, help="delete this waiver", arguments=(waiver.code,))


def removed_in_settings(manifest: Manifest) -> Iterator[Finding]:
    """Yield the findings of NC806 about a `corpus.yaml`."""
    for path, name, _ in _named_rules(manifest.checks or Checks()):
        gone = removal(name)
        if gone:
            yield Finding(path, gone, at_key=path[1] == "severity", help="delete it here", arguments=(name,))
