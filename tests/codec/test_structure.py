"""What the codec says of malformed data: each error in its place, what may be meant, and nothing that follows from it."""

import pickle
from datetime import date

import attrs
import pytest
from converters import manifest_of, structured
from plain_data import read_1_2
from test_unstructure import LONG, SHORT

from newscorpus import Article, Quote, make_converter

OWN = manifest_of(
    attributes={
        "article": {
            "desk": {"type": "string", "enum": ["home", "world"]},
            "rank": {"type": "integer", "minimum": 1, "maximum": 5},
            "score": {"type": "number"},
            "seen": {"type": "boolean"},
            "must": {"type": "string", "required": True},
        }
    }
)
TYPES = "`talks` is none of the types of events: agreement, support, "
CASES = [
    # what an article has, and what is wrong with it: path, code, message, what else is said
    (
        "headlin: x",
        [
            (
                ("headlin",),
                "NC101",
                "unknown field `headlin` of an article",
                {
                    "help": "did you mean `headline`?",
                    "at_key": True,
                    "meant": "headline",
                    "instead": ("headlin", "headline"),
                },
            )
        ],
    ),
    (
        "title: 3",
        [
            (
                ("title",),
                "NC101",
                "unknown field `title` of an article",
                {
                    "help": "did you mean `headline`?",
                    "at_key": True,
                    "meant": "headline",
                    "instead": ("title", "headline"),
                },
            )
        ],
    ),
    (
        "headline: 3",
        [
            (
                ("headline",),
                "NC103",
                "`headline` must be a string, not the number `3`",
                {"help": "put it in quotes", "as_text": True},
            )
        ],
    ),
    ("headline: null", [(("headline",), "NC103", "`headline` is empty", {"help": "add a value, or delete the key"})]),
    ("headline: [a]", [(("headline",), "NC103", "`headline` must be a string, not a list", {})]),
    (
        "headline: true",
        [
            (
                ("headline",),
                "NC103",
                "`headline` must be a string, not the boolean `true`",
                {"help": "put it in quotes", "as_text": True},
            )
        ],
    ),
    (
        "headline: 1.5",
        [
            (
                ("headline",),
                "NC103",
                "`headline` must be a string, not the number `1.5`",
                {"help": "put it in quotes", "as_text": True},
            )
        ],
    ),
    ("keywords: a", []),
    ("keywords: {a: b}", [(("keywords", 0), "NC103", "item 1 of `keywords` must be a string, not a mapping", {})]),
    (
        "language: EN_gb",
        [
            (
                ("language",),
                "NC108",
                "`EN_gb` is not a BCP 47 language tag, such as en, pt-BR or und",
                {"help": "write `EN-gb`", "instead": ("EN_gb", "EN-gb")},
            )
        ],
    ),
    (
        "language: 'no way'",
        [
            (
                ("language",),
                "NC108",
                "`no way` is not a BCP 47 language tag, such as en, pt-BR or und",
                {"help": "write `no-way`", "instead": ("no way", "no-way")},
            )
        ],
    ),
    (
        "published: 2024/05/08",
        [
            (
                ("published",),
                "NC110",
                "`2024/05/08` is not a date (YYYY-MM-DD, YYYY-MM or YYYY), or a date-time with its offset from UTC",
                {"help": "write `2024-05-08`", "instead": ("2024/05/08", "2024-05-08")},
            )
        ],
    ),
    (
        "published: 8.5.2024",
        [
            (
                ("published",),
                "NC110",
                "`8.5.2024` is not a date (YYYY-MM-DD, YYYY-MM or YYYY), or a date-time with its offset from UTC",
                {"help": "write `2024-05-08`", "instead": ("8.5.2024", "2024-05-08")},
            )
        ],
    ),
    (
        "published: 2024-13",
        [(("published",), "NC110", "`2024-13`: there is no month 13", {"help": "correct the month or the day"})],
    ),
    ("published: 2024", []),
    (
        "published: 999",
        [
            (
                ("published",),
                "NC103",
                "`published` must be a string, not the number `999`",
                {"help": "write a date (YYYY-MM-DD, YYYY-MM or YYYY), or a date-time with its offset from UTC"},
            )
        ],
    ),
    (
        "published: 20240508",
        [
            (
                ("published",),
                "NC103",
                "`published` must be a string, not the number `20240508`",
                {"help": "write a date (YYYY-MM-DD, YYYY-MM or YYYY), or a date-time with its offset from UTC"},
            )
        ],
    ),
    ("published: 2024-02-31", []),
    (
        "format: newscorpus/2",
        [
            (
                ("format",),
                "NC106",
                "`newscorpus/2` is not a format that this version reads: newscorpus/1",
                {"help": "write `newscorpus/1`"},
            )
        ],
    ),
    (
        "id: 3",
        [
            (
                ("id",),
                "NC103",
                "`id` must be a string, not the number `3`",
                {"help": "put it in quotes", "as_text": True},
            )
        ],
    ),
    (
        "id: 'a b'",
        [
            (
                ("id",),
                "NC105",
                "`a b` is not an article id: ASCII letters, digits, dots, hyphens and underscores, beginning with a letter or digit",
                {"help": "write `a-b`", "instead": ("a b", "a-b")},
            )
        ],
    ),
    ("actors: 3", [(("actors",), "NC103", "`actors` must be a mapping, not the number `3`", {})]),
    (
        "actors: {Anna Berg: {name: A, kind: person}}",
        [
            (
                ("actors", "Anna Berg"),
                "NC105",
                "`Anna Berg` is not an id: lower-case letters, digits and single hyphens, beginning with a letter",
                {"help": "write `anna-berg`", "at_key": True, "instead": ("Anna Berg", "anna-berg")},
            )
        ],
    ),
    ("actors: {anna: 3}", [(("actors", "anna"), "NC103", "`anna` must be a mapping, not the number `3`", {})]),
    (
        "actors: {anna: {kind: persn}}",
        [
            (
                ("actors", "anna", "kind"),
                "NC104",
                "`persn` is not an actor kind",
                {"help": "did you mean `person`?", "instead": ("persn", "person")},
            )
        ],
    ),
    (
        "actors: {anna: {name: A, kind: person, named: 'false'}}",
        [
            (
                ("actors", "anna", "named"),
                "NC103",
                "`named` must be true or false, not the string `false`",
                {"help": "take it out of quotes", "instead": ("false", False)},
            )
        ],
    ),
    (
        "actors: {anna: {name: A, kind: person, named: 'maybe'}}",
        [
            (
                ("actors", "anna", "named"),
                "NC103",
                "`named` must be true or false, not the string `maybe`",
                {"help": "write `true` or `false`"},
            )
        ],
    ),
    (
        "actors: [{name: A, kind: person}]",
        [
            (
                ("actors", 0),
                "NC102",
                "item 1 of `actors` has no `id`",
                {"help": "add `id`: the name by which the rest of the file refers to it"},
            )
        ],
    ),
    (
        "actors: [{name: A, kind: company}]",
        [
            (
                ("actors", 0),
                "NC102",
                "item 1 of `actors` has no `id`",
                {"help": "add `id`: the name by which the rest of the file refers to it"},
            ),
            (
                ("actors", 0, "kind"),
                "NC104",
                "`company` is not an actor kind",
                {
                    "help": "did you mean `organization` (a body with members or staff: ministry, party, company, court,"
                    " army)? `newscorpus terms actor_kinds` lists all"
                },
            ),
        ],
    ),
    (
        "actors: [{id: a, name: A, kind: person}, {id: a, name: B, kind: person}]",
        [(("actors", 1, "id"), "NC109", "duplicate id `a`", {"help": "write another `id`"})],
    ),
    (
        "actors: [3, {id: 3, name: A, kind: person}, {id: A B, name: A, kind: person}]",
        [
            (("actors", 0), "NC103", "item 1 of `actors` must be a mapping, not the number `3`", {}),
            (
                ("actors", 1, "id"),
                "NC103",
                "`id` must be a string, not the number `3`",
                {"help": "write an id: lower-case letters, digits and single hyphens, beginning with a letter"},
            ),
            (
                ("actors", "A B", "id"),
                "NC105",
                "`A B` is not an id: lower-case letters, digits and single hyphens, beginning with a letter",
                {"help": "write `a-b`", "instead": ("A B", "a-b")},
            ),
        ],
    ),
    (
        "actors: {anna: {name: A, kind: person, id: b}}",
        [
            (
                ("actors", "anna", "id"),
                "NC101",
                "unknown field `id` of an actor",
                {"help": "delete it: in a mapping, the key is the id", "at_key": True},
            )
        ],
    ),
    (
        "events: {e: {id: b, kind: event, type: change, evidence: a}}",
        [
            (
                ("events", "e", "id"),
                "NC101",
                "unknown field `id` of an event",
                {"help": "delete it: in a mapping, the key is the id", "at_key": True},
            )
        ],
    ),
    ("events: 3", [(("events",), "NC103", "`events` must be a mapping, not the number `3`", {})]),
    ("events: {e: 3}", [(("events", "e"), "NC103", "`e` must be a mapping, not the number `3`", {})]),
    (
        "events: {e: {type: talks, evidence: a}}",
        [
            (
                ("events", "e"),
                "NC102",
                "event `e` has no `kind`",
                {"help": "add `kind`: one of event, meeting, incident", "at_key": True, "missing": "kind"},
            ),
            (
                ("events", "e", "type"),
                "NC104",
                "`talks` is not a type of events",
                {
                    "help": "it is a type of meetings; write one of agreement, support, concession, cooperation, aid, withdrawal, request, accusation, investigation, refusal, threat, sanction, mobilization, dispute, decision, appointment, departure, election, contest, award, transaction, launch, discovery, change, other (`newscorpus terms types` explains them)",
                    "silent": True,
                },
            ),
        ],
    ),
    (
        "events: {e: {kind: meting, type: talks, evidence: a}}",
        [
            (
                ("events", "e", "kind"),
                "NC104",
                "`meting` is not a kind of events",
                {"help": "did you mean `meeting`?", "instead": ("meting", "meeting")},
            )
        ],
    ),
    (
        "events: {e: {kind: 3, type: talks, evidence: a}}",
        [
            (
                ("events", "e", "kind"),
                "NC103",
                "`kind` must be a string, not the number `3`",
                {"help": "put it in quotes", "as_text": True},
            ),
            (
                ("events", "e", "type"),
                "NC104",
                "`talks` is not a type of events",
                {
                    "help": "it is a type of meetings; write one of agreement, support, concession, cooperation, aid, withdrawal, request, accusation, investigation, refusal, threat, sanction, mobilization, dispute, decision, appointment, departure, election, contest, award, transaction, launch, discovery, change, other (`newscorpus terms types` explains them)",
                    "silent": True,
                },
            ),
        ],
    ),
    (
        "events: {e: {kind: xyz, type: talks, killed: 3, foo: 1, evidence: a}}",
        [
            (
                ("events", "e", "kind"),
                "NC104",
                "`xyz` is not a kind of events",
                {"help": "write one of event, meeting, incident"},
            ),
            (
                ("events", "e", "type"),
                "NC104",
                "`talks` is not a type of events",
                {
                    "help": "it is a type of meetings; write one of agreement, support, concession, cooperation, aid, withdrawal, request, accusation, investigation, refusal, threat, sanction, mobilization, dispute, decision, appointment, departure, election, contest, award, transaction, launch, discovery, change, other (`newscorpus terms types` explains them)",
                    "silent": True,
                },
            ),
            (("events", "e", "killed"), "NC101", "unknown field `killed` of an event", {"at_key": True}),
            (("events", "e", "foo"), "NC101", "unknown field `foo` of an event", {"at_key": True}),
        ],
    ),
    (
        "events: {e: {kind: event, type: other, casualties: {killed: 3}, evidence: a}}",
        [
            (
                ("events", "e", "casualties"),
                "NC101",
                "unknown field `casualties` of an event",
                {"help": "it is a field of incidents: write `kind: incident`, or delete it", "at_key": True},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: {exact: a, start: true}}}",
        [(("events", "e", "evidence", 0, "start"), "NC103", "`start` must be an integer, not the boolean `true`", {})],
    ),
    (
        "events: {e: {kind: event, type: other, when: {2024-05-06: on Monday}, evidence: a}}",
        [
            (
                ("events", "e", "when"),
                "NC103",
                "key and value are swapped: `{2024-05-06: on Monday}`",
                {"help": "write `{on Monday: 2024-05-06}`"},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, things: {amount: {90 bitcoin: 90 BTC}}, evidence: a}}",
        [
            (
                ("events", "e", "things", "amount", 0, "value"),
                "NC110",
                "`90 BTC` is not a quantity (1500, 48000000 USD, 6%+ for at least, 200~ for about, 3..5 km, or a score 2-1)",
                {"help": "`BTC` is not an ISO 4217 code of a currency; other units are not written in three capitals"},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, places: {'NO': Oslo}, evidence: a}}",
        [
            (
                ("events", "e", "places", 0),
                "NC103",
                "key and value are swapped: `{NO: Oslo}`",
                {"help": "write `{Oslo: 'NO'}`"},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, places: {Oslo: Norway}, evidence: a}}",
        [
            (
                ("events", "e", "places", 0, "country"),
                "NC108",
                "`Norway` is not an ISO 3166-1 alpha-2 country code: two capitals",
                {"help": "write `NO`", "instead": ("Norway", "NO")},
            )
        ],
    ),
    (
        "actors: {a: {name: A, kind: person, roles: [{minister: b, strat: 2020}]}}",
        [
            (
                ("actors", "a", "roles", 0, "strat"),
                "NC101",
                "unknown field `strat` of a role",
                {"help": "did you mean `start`?", "at_key": True, "meant": "start", "instead": ("strat", "start")},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, places: {nmae: Oslo, ids: {x: y}}, evidence: a}}",
        [
            (
                ("events", "e", "places", 0, "nmae"),
                "NC101",
                "unknown field `nmae` of a place",
                {"help": "did you mean `name`?", "at_key": True, "meant": "name", "instead": ("nmae", "name")},
            ),
            (
                ("events", "e", "places", 0),
                "NC102",
                "place 1 has no `name`",
                {
                    "help": "add `name`: the place, in the words of the article",
                    "at_key": True,
                    "missing": "name",
                    "silent": True,
                },
            ),
        ],
    ),
    (
        "events: {e: {kind: event, type: other, places: {Oslo: Norwegian, ids: {x: y}}, evidence: a}}",
        [
            (
                ("events", "e", "places", 0, "country"),
                "NC108",
                "`Norwegian` is not an ISO 3166-1 alpha-2 country code: two capitals",
                {},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, when: {in May: 2024-05, in June: 2024-06}, evidence: a}}",
        [
            (
                ("events", "e", "when"),
                "NC103",
                "`when` must be one pair `{text: edtf}`, not 2",
                {"help": "keep one of the pairs"},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: talks, evidence: a}}",
        [
            (
                ("events", "e", "type"),
                "NC104",
                "`talks` is not a type of events",
                {
                    "help": "it is a type of meetings; write one of agreement, support, concession, cooperation, aid, withdrawal, request, accusation, investigation, refusal, threat, sanction, mobilization, dispute, decision, appointment, departure, election, contest, award, transaction, launch, discovery, change, other (`newscorpus terms types` explains them)"
                },
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: []}}",
        [(("events", "e", "evidence"), "NC102", "`evidence` is empty", {"help": "add at least one item"})],
    ),
    (
        "events: {e: {kind: event, type: other}}",
        [
            (
                ("events", "e"),
                "NC102",
                "event `e` has no `evidence`",
                {
                    "help": "add `evidence`: the words of the article that show it: at least one quote",
                    "at_key": True,
                    "missing": "evidence",
                },
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: a, outcome: b}}",
        [
            (
                ("events", "e", "outcome"),
                "NC101",
                "unknown field `outcome` of an event",
                {"help": "it is a field of meetings: write `kind: meeting`, or delete it", "at_key": True},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: a, participants: {actr: [b], xyz: c}}}",
        [
            (
                ("events", "e", "participants", "actr"),
                "NC104",
                "`actr` is not a role of events",
                {
                    "help": "write one of agent, recipient, participant, winner, loser (`newscorpus terms roles` explains them)",
                    "at_key": True,
                },
            ),
            (
                ("events", "e", "participants", "xyz"),
                "NC104",
                "`xyz` is not a role of events",
                {
                    "help": "write one of agent, recipient, participant, winner, loser (`newscorpus terms roles` explains them)",
                    "at_key": True,
                },
            ),
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: {a: 3}}}",
        [
            (
                ("events", "e", "evidence", 0, "within"),
                "NC103",
                "`within` must be a string, not the number `3`",
                {"help": "put it in quotes", "as_text": True},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: [{exact: a, start: '3'}]}}",
        [
            (
                ("events", "e", "evidence", 0, "start"),
                "NC103",
                "`start` must be an integer, not the string `3`",
                {"help": "take it out of quotes", "instead": ("3", 3)},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: [{exact: a, start: -1}]}}",
        [(("events", "e", "evidence", 0, "start"), "NC103", "`-1`: expected an integer of at least 0", {})],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: [{start: 3, end: 5}]}}",
        [
            (
                ("events", "e", "evidence", 0),
                "NC102",
                "quote 1 has no `exact`",
                {
                    "help": "add `exact`: the words, as the article has them; any white space stands for any other",
                    "at_key": True,
                    "missing": "exact",
                },
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: a, when: 2024-13}}",
        [
            (
                ("events", "e", "when"),
                "NC110",
                "`2024-13`: there is no month 13",
                {"help": "correct the month or the day"},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: a, when: {on Monday: 3.5}}}",
        [
            (
                ("events", "e", "when", "edtf"),
                "NC103",
                "`edtf` must be a string, not the number `3.5`",
                {
                    "help": "write a date (YYYY, YYYY-MM, YYYY-MM-DD, with ~ ? or % behind it, 202X, a date-time, an interval a/b) or unknown"
                },
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: a, when: {Monday: {context: on Monday}}}}",
        [
            (
                ("events", "e", "when"),
                "NC103",
                "`when` must have a string beside `Monday`, not a mapping",
                {"help": "write `{edtf: DATE, text: {Monday: on Monday}}`"},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: a, when: {Monday: {on Monday: 2024-05}}}}",
        [
            (
                ("events", "e", "when"),
                "NC103",
                "`when` must have a string beside `Monday`, not a mapping",
                {"help": "write `{edtf: 2024-05, text: {Monday: on Monday}}`"},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: a, when: {Monday: {}}}}",
        [
            (
                ("events", "e", "when"),
                "NC103",
                "`when` must have a string beside `Monday`, not a mapping",
                {"help": "write `{edtf: DATE, text: {Monday: CONTEXT}}`"},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: a, places: {Oslo: {in Oslo: SE}}}}",
        [
            (
                ("events", "e", "places", 0),
                "NC103",
                "item 1 of `places` must have a string beside `Oslo`, not a mapping",
                {"help": "write `{country: SE, name: {Oslo: in Oslo}}`"},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: a, triggers: [{a: {context: a b}}]}}",
        [
            (
                ("events", "e", "triggers", 0),
                "NC103",
                "item 1 of `triggers` must have a string beside `a`, not a mapping",
                {"help": "write `{a: a b}`"},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: a, places: {Oslo: no}}}",
        [
            (
                ("events", "e", "places", 0, "country"),
                "NC108",
                "`no` is not an ISO 3166-1 alpha-2 country code: two capitals",
                {"help": "write `NO`", "instead": ("no", "NO")},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: a, places: {Oslo: xx}}}",
        [
            (
                ("events", "e", "places", 0, "country"),
                "NC108",
                "`xx` is not an ISO 3166-1 alpha-2 country code: two capitals",
                {},
            )
        ],
    ),
    (
        "events: {e: {kind: incident, type: other, evidence: a, casualties: {injured: two}}}",
        [
            (
                ("events", "e", "casualties", "injured", 0),
                "NC110",
                "`two` is not a count (N, N+ for at least N, N~ for about N, or N..M)",
                {"help": "write `2`, or with the words of the article before it: `{two: 2}`"},
            )
        ],
    ),
    (
        "events: {e: {kind: event, type: other, evidence: a, when: {}}}",
        [
            (
                ("events", "e", "when"),
                "NC102",
                "`when` has no `edtf`",
                {
                    "help": "add `edtf`: the date or interval, in EDTF; `unknown` only with the words that say so",
                    "at_key": True,
                    "missing": "edtf",
                },
            )
        ],
    ),
    (
        "claims: [{quote: a, by: b, stance: denis, about: x}]",
        [
            (
                ("claims", 0, "stance"),
                "NC104",
                "`denis` is not a stance",
                {"help": "did you mean `denies`?", "instead": ("denis", "denies")},
            )
        ],
    ),
    (
        "claims: {by: b}",
        [
            (
                ("claims", 0),
                "NC102",
                "claim 1 has no `quote`",
                {
                    "help": "add `quote`: what is claimed, in words of the article; several quotes where the article interrupts it",
                    "at_key": True,
                    "missing": "quote",
                },
            )
        ],
    ),
    (
        "annotation: {date: x, by: 3}",
        [
            (
                ("annotation", "date"),
                "NC110",
                "`x` is not a date (YYYY-MM-DD, YYYY-MM or YYYY), or a date-time with its offset from UTC",
                {
                    "help": "write the year first: YYYY-MM-DD, or with a time and its offset from UTC: YYYY-MM-DDThh:mm:ss+hh:mm"
                },
            ),
            (
                ("annotation", "by", 0),
                "NC103",
                "item 1 of `by` must be a string, not the number `3`",
                {"help": "put it in quotes", "as_text": True},
            ),
        ],
    ),
    ("attributes: 3", [(("attributes",), "NC103", "`attributes` must be a mapping, not the number `3`", {})]),
    (
        "attributes: {dsk: home, must: x}",
        [
            (
                ("attributes", "dsk"),
                "NC101",
                "unknown attribute `dsk` of an article",
                {"help": "did you mean `desk`?", "at_key": True, "instead": ("dsk", "desk")},
            )
        ],
    ),
    (
        "attributes: {desk: wrld, must: x}",
        [
            (
                ("attributes", "desk"),
                "NC104",
                "`wrld` is not a value of the attribute, as `corpus.yaml` declares it",
                {"help": "did you mean `world`?", "instead": ("wrld", "world")},
            )
        ],
    ),
    (
        "attributes: {desk: abroad, rank: 0, must: x}",
        [
            (
                ("attributes", "desk"),
                "NC104",
                "`abroad` is not a value of the attribute, as `corpus.yaml` declares it",
                {"help": "write one of home, world"},
            ),
            (("attributes", "rank"), "NC103", "0 is less than the minimum, 1", {"help": "write 1 or more"}),
        ],
    ),
    (
        "attributes: {rank: '+6', score: '-.5e3', seen: 'yes', must: x}",
        [
            (
                ("attributes", "rank"),
                "NC103",
                "`rank` must be an integer, not the string `+6`",
                {"help": "take it out of quotes"},
            ),
            (
                ("attributes", "score"),
                "NC103",
                "`score` must be a number, not the string `-.5e3`",
                {"help": "take it out of quotes"},
            ),
            (
                ("attributes", "seen"),
                "NC103",
                "`seen` must be true or false, not the string `yes`",
                {"help": "write `true`"},
            ),
        ],
    ),
    (
        "attributes: {rank: 6, score: x, seen: 1, must: 3}",
        [
            (("attributes", "rank"), "NC103", "6 is more than the maximum, 5", {"help": "write 5 or less"}),
            (("attributes", "score"), "NC103", "`score` must be a number, not the string `x`", {}),
            (("attributes", "seen"), "NC103", "`seen` must be true or false, not the number `1`", {}),
            (
                ("attributes", "must"),
                "NC103",
                "`must` must be a string, not the number `3`",
                {"help": "put it in quotes", "as_text": True},
            ),
        ],
    ),
    (
        "attributes: {rank: '-1', score: '1.5', must: x}",
        [
            (
                ("attributes", "rank"),
                "NC103",
                "`rank` must be an integer, not the string `-1`",
                {"help": "take it out of quotes", "instead": ("-1", -1)},
            ),
            (
                ("attributes", "score"),
                "NC103",
                "`score` must be a number, not the string `1.5`",
                {"help": "take it out of quotes", "instead": ("1.5", 1.5)},
            ),
        ],
    ),
    (
        "attributes: {rank: '1.5', must: x}",
        [(("attributes", "rank"), "NC103", "`rank` must be an integer, not the string `1.5`", {})],
    ),
    (
        "attributes: {rank: 1.5, score: 2, must: x}",
        [(("attributes", "rank"), "NC103", "`rank` must be an integer, not the number `1.5`", {})],
    ),
    (
        "attributes: {desk: home}",
        [
            (
                (),
                "NC102",
                "article has no attribute `must`",
                {
                    "help": "add `attributes: {must: VALUE}`; `corpus.yaml` requires it",
                    "at_key": True,
                    "missing": "attributes",
                },
            )
        ],
    ),
    (
        "waive: {code: NC304}",
        [
            (
                ("waive", 0),
                "NC102",
                "waiver 1 has no `at`",
                {
                    "help": "add `at`: where: a path without indices, or its beginning in whole steps, such as events.meet-qin.evidence",
                    "at_key": True,
                    "missing": "at",
                },
            )
        ],
    ),
    ("sha256: ABC", [(("sha256",), "NC103", "`ABC` is not a SHA-256 hash: 64 hexadecimal digits in lower case", {})]),
    ("url: 'ftp://x'", [(("url",), "NC108", "`ftp://x` is not an absolute URL with http or https", {})]),
]


@pytest.mark.parametrize(("said", "expected"), CASES)
def test_mistakes(said, expected):
    """All of an article, in the order of the file, and no other."""
    data = {
        "format": "newscorpus/1",
        "id": "a",
        "text": "w",
        "attributes": {"must": "x"},
        **read_1_2(said + "\n"),
    }
    article, errors = structured(data, manifest=OWN)
    assert isinstance(article, Article)
    assert len(errors) == len(expected)
    for error, (path, code, message, more) in zip(errors, expected, strict=True):
        assert (error.path, error.code) == (path, code)
        assert error.headline == message
        assert more_of(error) == more


def more_of(error):
    """What an error has beside path, code and message."""
    rest = attrs.asdict(error, recurse=False)
    said = ("path", "code", "message", "subject")
    return {key: value for key, value in rest.items() if key not in said and value not in (None, False)}


@pytest.mark.parametrize("data", [read_1_2(SHORT), LONG], ids=["short", "long"])
def test_hooks_read_either_dress(data):
    """As the quick reader does, which reads most articles; and so if something else is wrong."""
    article, errors = structured(data)
    assert errors == []
    assert make_converter().structure(data, Article) == article
    broken, errors = structured({**data, "titel": "x"})
    assert [error.code for error in errors] == ["NC101"]
    assert broken == article


def test_an_integer_in_another_base_is_one():
    """Of YAML's: what is plain in the model is a plain integer."""
    quote = read_1_2("exact: w\nstart: 0x0\n")
    made = make_converter().structure(quote, Quote)
    assert (made.start, type(made.start)) == (0, int)


def test_what_can_be_made_of_it_is_made():
    """A malformed value leaves its default or a blank; the rest is read."""
    data = read_1_2(
        "id: a\nheadline: 3\nurl: x\nkeywords: [a, 3]\nactors: {anna: {kind: 3, name: Anna}, bo: 3}\nnote: b\n"
    )
    article, _ = structured(data)
    assert (article.id, article.headline, article.url, article.note) == ("a", None, None, "b")
    assert article.keywords == ("a", "")
    assert {key: (actor.name, actor.kind) for key, actor in article.actors.items()} == {
        "anna": ("Anna", None),
        "bo": (None, None),
    }


def test_keys_that_are_wrong():
    """A word that no vocabulary has is left out; an id that is none is still what others may name."""
    said = "actors: {Anna B: {name: A, kind: person}}\nevents: {e: {kind: event, type: other, evidence: a, participants: {actr: b}}}\n"
    article, errors = structured({"format": "newscorpus/1", "id": "a", "text": "w", **read_1_2(said)})
    assert [error.code for error in errors] == ["NC105", "NC104"]
    assert list(article.actors) == ["Anna B"]
    assert article.actors["Anna B"].id == "Anna B"
    assert article.events["e"].participants == {}


def test_what_is_malformed_has_its_id():
    """From the key or from the list, and what follows in the list is read."""
    listed = "actors: [{id: a, name: A, kind: person}, {id: a, name: B, kind: person}, 3, {id: c, kind: 3}]\n"
    for said, ids in ((listed, ["a", "c"]), ("actors: {a: 3, c: {kind: 3}}\n", ["a", "c"])):
        article, errors = structured({"format": "newscorpus/1", "id": "x", "text": "w", **read_1_2(said)})
        assert [error.code for error in errors][:1] in (["NC109"], ["NC103"])
        assert [actor.id for actor in article.actors.values()] == list(article.actors) == ids


def test_what_the_corpus_requires_of_an_actor_may_stand_in_its_registry():
    """An article's actor of the same id need not repeat it; another lacks it."""
    anna = {"name": "Anna", "kind": "person", "attributes": {"party": "x"}}
    own = manifest_of(attributes={"actor": {"party": {"type": "string", "required": True}}}, actors={"anna": anna})
    head = {"format": "newscorpus/1", "id": "x", "text": "w"}
    article, errors = structured({**head, "actors": {"anna": {"aliases": ["An"]}}}, manifest=own)
    assert errors == []
    assert article.actors["anna"].aliases == ("An",)
    _, errors = structured(
        {**head, "actors": {"anna": {"aliases": [3]}, "bo": {"name": "Bo", "kind": "person"}}}, manifest=own
    )
    assert [(error.path, error.code) for error in errors] == [
        (("actors", "anna", "aliases", 0), "NC103"),
        (("actors", "bo"), "NC102"),
    ]
    _, errors = structured({**head, "actors": {"anna": {"aliases": [3], "attributes": {}}}}, manifest=own)
    assert [error.code for error in errors] == ["NC103"]
    _, errors = structured({**head, "actors": {"anna": 3}}, manifest=own)
    assert [(error.path, error.code) for error in errors] == [(("actors", "anna"), "NC103")]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"size": 1, "part": 0.5, "party": "x"}, []),
        ({"size": 3, "part": 1, "party": "y"}, []),
        ({"size": 0}, [("size", "NC103", "0 is less than the minimum, 1")]),
        ({"size": 4}, [("size", "NC103", "4 is more than the maximum, 3")]),
        ({"part": 0.4}, [("part", "NC103", "0.4 is less than the minimum, 0.5")]),
        ({"size": True, "part": "1"}, [("size", "NC103", None), ("part", "NC103", None)]),
        ({"party": "z"}, [("party", "NC104", "`z` is not a value of the attribute, as `corpus.yaml` declares it")]),
        (
            {"a": 1, "siz": 1, "size": 9, "b": 2},
            [("a", "NC101", None), ("siz", "NC101", None), ("size", "NC103", None), ("b", "NC101", None)],
        ),
    ],
)
def test_fields_of_the_corpus_hold_what_it_declares(attributes, expected):
    """Bounds are within; each error is told, and what is right is read."""
    declared = {
        "size": {"type": "integer", "minimum": 1, "maximum": 3},
        "part": {"type": "number", "minimum": 0.5},
        "party": {"type": "string", "enum": ["x", "y"]},
    }
    own = manifest_of(attributes={"actor": declared})
    actor = {"name": "A", "kind": "person", "attributes": attributes}
    data = {"format": "newscorpus/1", "id": "a", "text": "w", "actors": {"anna": actor}}
    article, errors = structured(data, manifest=own)
    assert [(m.path[-1], m.code) for m in errors] == [(name, code) for name, code, _ in expected]
    assert all(words is None or m.headline == words for m, (_, _, words) in zip(errors, expected, strict=True))
    wrong = {name for name, _, _ in expected}
    made = article.actors["anna"].attributes
    assert {name: made[name] for name in attributes if name not in wrong} == {
        name: value for name, value in attributes.items() if name not in wrong
    }


def test_the_exception_of_a_converter_goes_between_processes():
    """With all that it says."""
    with pytest.raises(ValueError) as caught:
        make_converter().structure({"id": 3}, Article)
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    assert "id: `id` must be a string, not the number `3`" in str(again)
    assert again.errors == caught.value.errors


@pytest.mark.parametrize(
    ("said", "broken"),
    [
        ("headlin: x", [("headline",)]),  # what the field would have been
        ("events: {e: {type: other, evidence: a}}", [("events", "e", "kind")]),  # what is missing
        ("events: {e: {kind: event, type: other, evidence: a, whn: 2024}}", [("events", "e", "when")]),
        ("foo: x", [("foo",)]),
        ("title: x", [("headline",)]),
        ("headline: 3", [("headline",)]),
        ("events: {e: {kind: event, type: other, evidence: [{a: b, c: d}]}}", [("events", "e", "evidence", 0)]),
    ],
)
def test_where_a_blank_stands(said, broken):
    """In the model, so that nothing is said that follows from it."""
    data = {"format": "newscorpus/1", "id": "a", "text": "w", **read_1_2(said + "\n")}
    _, errors = structured(data)
    assert [error.broken[:4] for error in errors][: len(broken)] == broken


@pytest.mark.parametrize(("written", "meant"), [("'true'", True), ("'false'", False), ("'yes'", None)])
def test_true_and_false_in_quotes(written, meant):
    """What was meant is plain, where it is."""
    data = read_1_2(f"id: a\nactors: {{anna: {{name: A, kind: person, named: {written}}}}}\n")
    _, (error, *_) = structured({"format": "newscorpus/1", "text": "w", **data})
    assert error.instead == (None if meant is None else (str(meant).lower(), meant))


@pytest.mark.parametrize("length", [100, 101])
def test_how_long_a_word_is_spelt_otherwise(length):
    """Up to a hundred characters: what is longer is no slip."""
    written = "a" * (length - 2) + " b"
    _, errors = structured({"format": "newscorpus/1", "id": written, "text": "w"})
    assert [error.instead for error in errors] == [(written, written.replace(" ", "-")) if length == 100 else None]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("0", 0), ("12", 12), ("three", None), ("01", None), ("1" * 18, int("1" * 18)), ("1" * 19, None)],
)
def test_integers_in_quotes(written, meant):
    """Likewise."""
    quote = {"exact": "w", "start": written}
    event = {"kind": "event", "type": "other", "evidence": [quote]}
    _, (error,) = structured({"format": "newscorpus/1", "id": "a", "text": "w", "events": {"e": event}})
    assert error.instead == (None if meant is None else (written, meant))


def errors_of(**more):
    """As the hooks find them, silent ones too: code, path, help."""
    _, errors = structured({"format": "newscorpus/1", "id": "a", "text": "w", **more})
    return errors


def test_what_is_missing_is_said_once():
    """A misspelt field is told as that; of the format it is said where it stands."""
    _, errors = structured({"formt": "newscorpus/1", "text": "w"})
    assert [(m.code, m.path, m.missing, m.silent) for m in errors] == [
        ("NC101", ("formt",), None, False),
        ("NC102", (), "format", True),
        ("NC102", (), "id", False),
    ]
    assert [m.help for m in errors[1:]] == [
        "begin the file with `format: newscorpus/1`",
        "add `id`: unique in a corpus, where it is the name of the YAML file without its ending",
    ]


def test_of_an_event_of_no_kind_nothing_is_said_that_depends_on_it():
    """A field of any kind may be right."""
    event = {"kind": "xyz", "type": "other", "evidence": "a", "outcome": {"exact": 3}, "foo": 1}
    found = [(m.path[2:], m.code, m.silent) for m in errors_of(events={"e": event})]
    assert found == [(("kind",), "NC104", False), (("outcome",), "NC101", True), (("foo",), "NC101", False)]


def test_a_misspelt_kind_of_an_event_is_one_mistake_that_says_what_was_meant():
    """As any other required field is."""
    event = {"knd": "meeting", "type": "talks", "outcome": "a", "evidence": "a"}
    (error,) = (m for m in errors_of(events={"e": event}) if not m.silent)
    assert (error.path, error.code, error.help) == (("events", "e", "knd"), "NC101", "did you mean `kind`?")
    assert error.instead == ("knd", "kind")


def test_a_kind_behind_a_misspelt_key_decides_what_the_event_may_have():
    """All errors are reported at once, and not only when the key is corrected."""
    event = {"knd": "incident", "type": "visit", "outcome": "a", "evidence": "a"}
    found = [(m.path[2:], m.code, m.silent) for m in errors_of(events={"e": event})]
    right = [(m.path[2:], m.code, m.silent) for m in errors_of(events={"e": {"kind": "incident", **event}})]
    assert [one for one in found if one[0] != ("knd",)] == [
        ((), "NC102", True),
        *(o for o in right if o[0] != ("knd",)),
    ]
    assert {("type",), ("outcome",)} <= {path for path, _, silent in found if not silent}
    unknown = errors_of(events={"e": {"knd": "incidnt", "type": "visit", "evidence": "a"}})
    assert [m.path[2:] for m in unknown if not m.silent] == [("knd",)]


def test_a_place_in_full_is_no_list_of_places():
    """Though both are mappings."""
    event = {"kind": "event", "type": "other", "evidence": "w", "places": {"name": "Oslo", "country": "NO"}}
    article = make_converter().structure(
        {"format": "newscorpus/1", "id": "a", "text": "w", "events": {"e": event}}, Article
    )
    assert [(place.name.exact, place.country) for place in article.events["e"].places] == [("Oslo", "NO")]


@pytest.mark.parametrize(
    ("said", "places", "codes"),
    [
        ({"Oslo": "NO", "Rome": "IT"}, [("Oslo", "NO"), ("Rome", "IT")], []),
        ({"Oslo": "NO"}, [("Oslo", "NO")], []),
        ({"country": "NO"}, [("country", "NO")], []),
        ({"country": "NO", "region": "Oslo"}, [("", "NO")], ["NC101", "NC102"]),
        ({"Oslo": "NO", "country": "IT"}, [("", "IT")], ["NC101", "NC102"]),
    ],
)
def test_several_places_in_short(said, places, codes):
    """A pair is a place, whatever it is called; of several, none may have the name of a field: then it is one place."""
    event = {"kind": "event", "type": "other", "evidence": "w", "places": said}
    data = {"format": "newscorpus/1", "id": "a", "text": "w", "events": {"e": event}}
    article, errors = structured(data)
    assert [(place.name.exact, place.country) for place in article.events["e"].places] == places
    assert [error.code for error in errors] == codes


def test_what_was_meant_comes_before_whose_word_it_is():
    """A word of another kind of event may be a slip in one of this kind."""
    own = manifest_of(vocabularies={"meeting": {"types": {"deaths": "a commemoration"}}})
    event = {"kind": "meeting", "type": "death", "evidence": "w"}
    data = {"format": "newscorpus/1", "id": "a", "text": "w", "events": {"e": event}}
    for manifest, hint in ((own, "did you mean `deaths`?"), (manifest_of(), "it is a type of incidents")):
        _, (error,) = structured(data, manifest=manifest)
        assert error.help.startswith(hint)


def test_what_is_computed_is_computed_by_the_hooks_too():
    """And what is given in its place has its type."""
    article = make_converter().structure(read_1_2(SHORT), Article)
    assert article.events["talks"].when.earliest == date(2024, 5, 6)
    event = {"kind": "event", "type": "other", "evidence": "w", "when": {"edtf": "2024", "earliest": 3}}
    (error,) = errors_of(events={"e": event})
    assert (error.path[2:], error.code) == (("when", "earliest"), "NC103")


@pytest.mark.parametrize("day", ["2024-01-01", "20240101", "2024-W01-1", "2024-1-1", "2024-02-30", "2024-01-0１", ""])
def test_days_are_written_in_one_way(day):
    """With hyphens, in digits of ASCII; and there has to be such a day."""
    event = {"kind": "event", "type": "other", "evidence": "w", "when": {"edtf": "2024", "earliest": day}}
    codes = [(error.path[2:], error.code) for error in errors_of(events={"e": event})]
    assert codes == ([] if day == "2024-01-01" else [(("when", "earliest"), "NC110")])


@pytest.mark.parametrize(("length", "shown"), [(60, "a" * 60), (61, "a" * 57 + "…")])
def test_long_words_are_cut_in_messages(length, shown):
    """At sixty characters."""
    (error,) = errors_of(**{"a" * length: "x"})
    assert error.message == f"unknown field `{shown}` of an article"


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        ("5", ("NC103", ("5", 5))),
        ("0", ("NC103", ("0", 0))),
        ("05", ("NC110", None)),
        ("three", ("NC110", None)),
        ("-5", ("NC110", None)),
    ],
)
def test_a_number_in_quotes_is_to_be_taken_out_of_them(count, expected):
    """Where a number or text of some form is expected, too."""
    event = {"kind": "incident", "type": "other", "evidence": "w", "casualties": {"killed": count}}
    (error,) = errors_of(events={"e": event})
    assert (error.code, error.instead) == expected


@pytest.mark.parametrize(
    ("count", "meant"),
    [
        ("~200", "200~"),
        (">26", "26+"),
        ("1,000", "1000"),
        ("about 200", "200~"),
        ("12..", None),
        ("≥5", None),
        ("26+~", None),
        ("26 +", None),
    ],
)
def test_no_count_is_proposed_that_lacks_the_mark(count, meant):
    """At least so many, or about so many, is not so many."""
    event = {"kind": "incident", "type": "other", "evidence": "w", "casualties": {"killed": count}}
    (error,) = errors_of(events={"e": event})
    assert error.help.startswith(f"write `{meant}`" if meant else "write the number in digits")


@pytest.mark.parametrize(("year", "edtf"), [(999, None), (1000, "1000"), (9999, "9999"), (10000, None)])
def test_a_year_may_stand_without_quotation_marks(year, edtf):
    """If it has four digits: any other number is none."""
    event = {"kind": "event", "type": "other", "evidence": "w", "when": {"edtf": year}}
    data = {"format": "newscorpus/1", "id": "a", "text": "w", "events": {"e": event}}
    article, errors = structured(data)
    assert article.events["e"].when.edtf == (edtf or "")
    assert [(error.path[2:], error.code) for error in errors] == ([] if edtf else [(("when", "edtf"), "NC103")])


@pytest.mark.parametrize(
    ("actor", "hint"),
    [
        ({"country": 49}, "write an ISO 3166-1 alpha-2 country code: two capitals"),
        ({"country": True}, "write an ISO 3166-1 alpha-2 country code: two capitals"),
        ({"kind": 12}, "write one of person, group, organization, country, locality, unknown"),
        ({"name": 12}, "put it in quotes"),
    ],
)
def test_only_a_number_that_would_be_right_in_quotes_is_to_be_quoted(actor, hint):
    """Of any other it is said what is expected instead."""
    (error,) = errors_of(actors={"a": {"name": "w", "kind": "person", **actor}})
    assert (error.code, error.help, error.as_text) == ("NC103", hint, hint == "put it in quotes")


def test_an_unknown_time_needs_its_words():
    """Which say that it is."""
    event = {"kind": "event", "type": "other", "evidence": "w", "when": "unknown"}
    (error,) = errors_of(events={"e": event})
    assert (error.path[2:], error.code) == (("when", "edtf"), "NC110")
    assert errors_of(events={"e": {**event, "when": {"w": "unknown"}}}) == []


def test_a_number_in_another_base_is_one_of_the_corpus_too():
    """As YAML's core schema has it, in the corpus's own fields as in others; what is no integer is none in any base."""
    data = {"format": "newscorpus/1", "id": "a", "text": "w"}
    article, errors = structured(data | read_1_2("attributes: {rank: 0x4, score: 0o17, must: x}\n"), manifest=OWN)
    assert [(type(value), value) for value in article.attributes.values()] == [(int, 4), (int, 15), (str, "x")]
    assert not errors
    _, errors = structured(data | read_1_2("attributes: {desk: 0x4, must: x}\n"), manifest=OWN)
    assert [m.headline for m in errors] == ["`desk` must be a string, not the number `4`"]


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        ("incident", "earthquake", "disaster"),
        ("incident", "Floods", "disaster"),
        ("incident", "crash", "accident"),  # not a clash
        ("incident", "attacks", "attack"),  # of which a meaning speaks, too
        ("incident", "strike", None),  # an attack or a protest
        ("event", "demand", None),  # a request, but a concession yields to one
        ("event", "charge", None),  # an accusation, and no misspelt `change`
        ("event", "proposal", None),  # which a refusal rejects
        ("event", "treaty", None),  # an agreement, from which a withdrawal exits
        ("event", "decisions", "decision"),
        ("event", "embargo", "sanction"),
        ("meeting", "summit", "conference"),
        ("meeting", "Talks", "talks"),
        ("meeting", "zzz", None),
    ],
)
def test_terms_that_a_word_means(kind, written, meant):
    """By their spelling, or by their meaning; a list of all if neither helps."""
    event = {"kind": kind, "type": written, "evidence": "w"}
    data = {"format": "newscorpus/1", "id": "a", "text": "w", "events": {"e": event}}
    _, (error,) = structured(data)
    assert error.message == f"`{written}` is not a type of {kind}s"
    assert error.help.startswith(f"did you mean `{meant}`" if meant else "write one of ")
