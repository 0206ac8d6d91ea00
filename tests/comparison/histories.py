"""Random histories: two people begin with the same file, and each makes a few changes."""

import json
import random
import re
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path
from typing import ClassVar

import attrs
import yaml

import newscorpus as nc

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "tests" / "articles").glob("[!c]*.yaml")), ROOT / "tests" / "articles" / "court.yaml"]


@cache
def loaded(path):
    return nc.load_article(path)


def with_event(article, key, **fields):
    return attrs.evolve(article, events={**article.events, key: attrs.evolve(article.events[key], **fields)})


def add_event(rng, article):
    """In the middle or at the end."""
    events = list(article.events.items())
    id_ = f"new-{rng.randrange(1000)}"
    if id_ in article.events:
        return article
    made = attrs.evolve(rng.choice(events)[1], id=id_, title=f"Event {id_}", relations={})
    events.insert(rng.choice([len(events), rng.randrange(len(events))]), (id_, made))
    return attrs.evolve(article, events=dict(events))


def delete_event(rng, article):
    if len(article.events) < 2:
        return article
    gone = rng.choice(list(article.events))
    return attrs.evolve(article, events={key: one for key, one in article.events.items() if key != gone})


def edit_event(rng, article):
    value = rng.choice(
        [{"title": f"Title {rng.randrange(4)}"}, {"status": rng.choice(["occurred", "planned", "negated"])}]
    )
    return with_event(article, rng.choice(list(article.events)), **value)


def edit_evidence(rng, article):
    key = rng.choice(list(article.events))
    quotes = [quote for event in article.events.values() for quote in event.evidence]
    old = article.events[key].evidence
    new = (*old, rng.choice(quotes)) if len(old) < 2 or rng.random() < 0.7 else old[1:]
    return with_event(article, key, evidence=tuple(dict.fromkeys(new)))


def rename_actor(rng, article):
    return renamed(article, rng.choice(list(article.actors)), f"actor-{rng.randrange(1000)}")


def rename_event(rng, article):
    return renamed(article, rng.choice(list(article.events)), f"event-{rng.randrange(1000)}")


def edit_participants(rng, article):
    """An actor more, or one less."""
    key, actor = rng.choice(list(article.events)), rng.choice(list(article.actors))
    found = dict(article.events[key].participants)
    role = "participant" if article.events[key].kind == "meeting" else "agent"
    kept = [one for one in found.get(role, ()) if one.actor != actor]
    found[role] = kept if len(kept) < len(found.get(role, ())) else [*kept, nc.Participant(actor=actor)]
    return with_event(article, key, participants={one: several for one, several in found.items() if several})


def renamed(article, old, new):
    """The article with another id everywhere."""
    if new in article.actors or new in article.events:
        return article
    data = json.loads(nc.dumps(article, "json"))

    def walked(value):
        if isinstance(value, dict):
            return {
                key: one if key in ("exact", "within", "name", "text", "type") else walked(one)
                for key, one in value.items()
            }
        if isinstance(value, list):
            return [walked(one) for one in value]
        return new if value == old else value

    for table in ("actors", "events", "claims"):
        data[table] = walked(data.get(table, []))
    return nc.make_converter().structure(data, nc.Article)


def add_claim(rng, article):
    quotes = [quote for event in article.events.values() for quote in event.evidence]
    claim = nc.Claim(quote=(rng.choice(quotes),), note=f"Claim {rng.randrange(1000)}")
    at = rng.choice([len(article.claims), rng.randrange(len(article.claims) + 1)])
    return attrs.evolve(article, claims=(*article.claims[:at], claim, *article.claims[at:]))


def delete_claim(rng, article):
    if not article.claims:
        return article
    at = rng.randrange(len(article.claims))
    return attrs.evolve(article, claims=article.claims[:at] + article.claims[at + 1 :])


def edit_claim(rng, article):
    if not article.claims:
        return article
    claims = list(article.claims)
    at = rng.randrange(len(claims))
    claims[at] = attrs.evolve(claims[at], note=f"Note {rng.randrange(4)}")
    return attrs.evolve(article, claims=claims)


def move_claim(rng, article):
    claims = list(article.claims)
    if claims:
        claims.insert(rng.randrange(len(claims)), claims.pop(rng.randrange(len(claims))))
    return attrs.evolve(article, claims=claims)


def edit_actor(rng, article):
    key = rng.choice(list(article.actors))
    return attrs.evolve(
        article, actors={**article.actors, key: attrs.evolve(article.actors[key], note=f"Note {rng.randrange(4)}")}
    )


def edit_article(rng, article):
    field = rng.choice(["headline", "author", "note"])
    return attrs.evolve(article, **{field: f"{field} {rng.randrange(3)}"})


CHANGES = [add_event, add_event, delete_event, edit_event, edit_event, edit_evidence, rename_actor, add_claim]
CHANGES += [rename_event, edit_participants, delete_claim, edit_claim, move_claim, edit_actor, edit_article]


def history(seed):
    """The text with which both began, and that of each."""
    rng = random.Random(seed)
    base = loaded(rng.choice(FILES))
    sides = []
    for _ in range(2):
        article = base
        for _ in range(rng.choice([1, 1, 2, 3, 4])):
            article = rng.choice(CHANGES)(rng, article)
        sides.append(article)
    format = rng.choice(["yaml", "yaml", "yaml", "json"])
    texts = [nc.dumps(article, format) for article in (base, *sides)]
    return (commented(rng, texts) if format == "yaml" and seed % 2 else texts), format


# --- comments


def commented(rng, texts):
    """The texts with comments, of which each side adds, changes and deletes some. No two are the same."""
    words = (f"# {number}" for number in range(1000))
    for _ in range(rng.randrange(4)):
        line, comment, above = rng.choice(texts[0].splitlines()), next(words), rng.random() < 0.5
        if all(text.splitlines().count(line) in (0, 1) for text in texts):
            texts = [with_comment(text, line, comment, above=above) for text in texts]
    out = texts[:1]
    for text in texts[1:]:
        made = text
        for _ in range(rng.randrange(4)):
            there = COMMENT.findall(made)
            if not there or rng.random() < 0.6:
                made = with_comment(made, rng.choice(made.splitlines()), next(words), above=rng.random() < 0.5)
            else:
                old = rng.choice(there)
                new = rng.choice(["", f"  {next(words)}"])
                made = "".join(one for one in made.replace(f"  {old}\n", f"{new}\n").splitlines(True) if one.strip())
                made = made if has_data(made, text) else text
        out.append(made)
    return out


COMMENT = re.compile(r"(?<=  )# \d+$", re.MULTILINE)


def with_comment(text, line, comment, *, above):
    """The text with a comment at a line that is there once, if it has the same data."""
    indent = line[: len(line) - len(line.lstrip())]
    lines = f"  {indent}{comment}\n{line}" if above else f"{line}  {comment}"
    made = f"\n{text}".replace(f"\n{line}\n", f"\n{lines}\n", 1)[1:]
    return made if has_data(made, text) else text


def has_data(made, text):
    """Whether a text has the data of another one: a `#` in block text begins no comment."""
    try:
        return read(made, "yaml") == read(text, "yaml")
    except yaml.YAMLError:
        return False


def have_moved(base, side):
    """Whether claims are in another order, so that one which a side deletes and the other moves is there."""
    old, new = (
        [json.dumps([one["quote"], one.get("cue")]) for one in data.get("claims") or []] for data in (base, side)
    )
    return [one for one in old if one in new] != [one for one in new if one in old]


def are_renamed(base, *sides):
    """Whether both sides have no more what was in a table: one that a side deletes may have another name on the other."""
    return any(
        table(base, name).keys() - {*table(sides[0], name), *table(sides[1], name)} for name in ("actors", "events")
    )


def around(comment, text):
    """The lines before and behind a comment, without comments."""
    (at,) = (found for found in COMMENT.finditer(text) if found[0] == comment)
    plain = [COMMENT.sub("", part).split("\n") for part in (text[: at.start()], text[at.end() :])]
    return [next((line.strip() for line in lines if line.strip()), "") for lines in (plain[0][::-1], plain[1])]


def comments_are_merged(base, ours, theirs, text, back, conflicts):
    """What nobody deleted is there; what one side deleted is not, if it is nowhere else and there is no conflict."""
    old, one, two, merged, other = ({*COMMENT.findall(side)} for side in (base, ours, theirs, text, back))
    new = (one - old) | (two - old)
    assert new | (one & two) <= merged, (new | (one & two)) - merged
    deleted = (old & one) ^ (old & two)
    begun, *sides = (read(one, "yaml") for one in (base, ours, theirs))
    in_doubt = conflicts or are_renamed(begun, *sides) or any(have_moved(begun, side) for side in sides)
    if not in_doubt:
        kept = [(own, ours if own in one else theirs) for own in deleted]
        moved = {own for own, side in kept if around(own, base) != around(own, side)}
        assert merged <= new | (one & two) | moved, merged - new - (one & two)
    assert merged ^ other <= (deleted if in_doubt else set()), merged ^ other


# --- what must hold

MARKED = re.compile(r"^<{7} ours\n(.*?)^={7}\n(.*?)^>{7} theirs\n", re.MULTILINE | re.DOTALL)


def resolved(text, side):
    """The text with the lines of one side in each conflict."""
    return MARKED.sub(lambda found: found[1 if side == "ours" else 2], text)


class Loader(yaml.CSafeLoader):
    """Reads days as strings, quoted or not: which of them a merge writes makes no difference."""

    yaml_implicit_resolvers: ClassVar = {
        first: [one for one in found if one[0] != "tag:yaml.org,2002:timestamp"]
        for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


@lru_cache(16)
def read(text, format):
    """The data of a text, which nobody changes: each law asks for that of the same few texts."""
    return json.loads(text) if format == "json" else yaml.load(text, Loader)


def unordered(value):
    """Data whose lists have one order."""
    if isinstance(value, dict):
        return {key: unordered(one) for key, one in value.items()}
    if isinstance(value, list):
        return sorted((unordered(one) for one in value), key=lambda one: json.dumps(one, default=str, sort_keys=True))
    return value


def table(data, name):
    found = data.get(name) or {}
    return {one["id"]: one for one in found} if isinstance(found, list) else found


def claims(data):
    return [json.dumps(one, default=str, sort_keys=True) for one in data.get("claims") or []]


def check(seed):
    """Check the laws on one history; return what became of it."""
    (base, ours, theirs), format = history(seed)
    for b, x, y, expected in ((base, ours, base, ours), (base, base, theirs, theirs), (base, ours, ours, ours)):
        assert nc.merge(b, x, y, format) == (expected, ())
    text, conflicts = nc.merge(base, ours, theirs, format)
    back, others = nc.merge(base, theirs, ours, format)
    assert bool(conflicts) == bool(MARKED.search(text)), (conflicts, text)
    assert bool(conflicts) == bool(others)
    if not any(one.path == () for one in (*conflicts, *others)):  # which stands for any place
        assert Counter(one.path[:2] for one in conflicts) == Counter(one.path[:2] for one in others)
    sides = [unordered(read(resolved(text, side), format)) for side in ("ours", "theirs")]
    assert sides == [unordered(read(resolved(back, side), format)) for side in ("theirs", "ours")]
    if format == "yaml":
        comments_are_merged(base, ours, theirs, text, back, conflicts)
    if any(one.path == () for one in conflicts):
        return "by lines"
    nothing_is_lost(
        *(read(one, format) for one in (base, ours, theirs)),
        [read(resolved(text, s), format) for s in ("ours", "theirs")],
        conflicts,
    )
    return "conflict" if conflicts else "clean"


def nothing_is_lost(base, ours, theirs, merged, conflicts):
    """What nobody deleted is there; what one side changed is as it has it."""
    touched = {one.path[:2] for one in conflicts}
    for conflict in conflicts:
        if re.search("renames? it", conflict.reason):  # the new ids belong to the conflict at the old one
            name, sides = conflict.path[0], ((ours, conflict.ours), (theirs, conflict.theirs))
            touched |= {(name, key) for data, new in sides for key, one in table(data, name).items() if one == new}
    for name in ("actors", "events"):
        old, one, other = (table(data, name) for data in (base, ours, theirs))
        for key in {**one, **other}:
            if (name, key) in touched:
                assert any(key in table(data, name) for data in merged)
                continue
            kept = (key in one and key in other) or key not in old
            for data in merged:
                assert (key in table(data, name)) == kept, (name, key)
                if kept and conflicts == ():
                    fields_are_merged(old.get(key, {}), one.get(key, {}), other.get(key, {}), table(data, name)[key])
    counts = [Counter(claims(data)) for data in (base, ours, theirs)]
    found = [Counter(claims(data)) for data in merged]
    for claim in {*counts[1], *counts[2]}:
        new = '"note": "Claim ' in claim
        if new and not any(path[0] == "claims" for path in touched if path):
            assert all(one[claim] for one in found), claim
        if counts[1][claim] and counts[2][claim]:
            assert any(one[claim] for one in found), claim

    known = {noted for data in (base, ours, theirs) for noted in notes(data)}
    assert all(noted in known for data in merged for noted in notes(data)), "a note is at another claim"


def notes(data):
    """The words and the note of each claim."""
    return [json.dumps([one["quote"], one.get("note")], sort_keys=True) for one in data.get("claims") or []]


def fields_are_merged(old, one, other, merged):
    for field in {**old, **one, **other}:
        before, a, b = (side.get(field) for side in (old, one, other))
        if isinstance(a, str | None) and isinstance(b, str | None):
            assert merged.get(field) == (b if a == before else a), field
