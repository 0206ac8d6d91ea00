"""NC540 and NC544: things that are of another sort, and sums of money in the currency of another country."""

import re
from collections.abc import Iterator
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Event, Quantity, Thing
from newscorpus.models.quantity import quantity_of
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import sentence
from newscorpus.text.quantities import read_quantities
from newscorpus.text.timex_languages import primary_subtag
from newscorpus.text.words import flatten, words_in


@rule("NC540", "thing-of-another-sort", HINT, "a thing is an amount, an instrument or an object by its words")
def thing_of_another_sort(context: ArticleContext) -> Iterator[Finding]:
    """
    An `amount` has a number, and a sum of money or a share is an `amount`. What an attack is made with is its
    `instrument`: `a bomb`, `mortar fire`; what they `attacked` or `seized` is the `object`. A purchase or a decision
    has none. The amount of a change is the new value, and not what it was: `rose to 8 percent from 7 percent`. English.

    Example:
          text: Anna Berg bought a house in Oslo.
          events:
            purchase:
              kind: event
              type: transaction
        -     things: {amount: a house} # <NC540>
        +     things: {object: a house}
              evidence:
                - Anna Berg bought a house in Oslo
    """
    if primary_subtag(context.article.language) != "en":
        return
    for key, event in well_formed_events(context):
        for sort, things in event.things.items():
            for i, thing in enumerate(things):
                meant = _sort(event, sort, thing)
                if meant:
                    words = backticked(flatten(thing.text.exact))
                    message = f"{words} is an {sort} of {backticked(key)}, but the words mean an {meant}"
                    yield Finding(("events", key, "things", sort, i), message, help=f"write it as `{meant}`")
                elif sort == "amount" and len(things) == 1 and (new := _new_value(context, thing)):
                    words = backticked(flatten(thing.text.exact))
                    message = f"{words} is what it was before, not what {backticked(key)} changes it to"
                    hint = f"quote the new value: {backticked(new)}"
                    yield Finding(("events", key, "things", sort, i), message, help=hint)


def _new_value(context: ArticleContext, thing: Thing) -> str | None:
    """The new value of what changes, if an amount is the old one: `to 8 from` it, or `from` it `to 8`."""
    span, text = next(iter(spans([thing.text])), None), context.text
    if span is None or text is None or not _FROM.search(text.raw, max(0, span[0] - _NEAR), span[0]):
        return None
    start, end = sentence(text.raw, span)
    before, behind = _TO_FROM.search(text.raw, start, span[0]), _TO.match(text.raw, span[1], end)
    found = before or (behind if _CHANGES.search(text.raw, start, span[0]) else None)
    return flatten(found[1]) if found else None


_NEAR: Final = 40
_FROM: Final = re.compile(r"\bfrom (?:about |around |some |nearly |almost |just |more than |an? \w+ of )?\Z")
_NUMBER: Final = r"(?:about |around |some |nearly |almost |just )?(?:[$€£¥]\s?)?\d[\d,.]*(?: ?%|(?: [a-z]+)?)"
_CHANGING: Final = (
    r"(?:rose|risen|rises?|rising|fell|fallen|falls?|falling|grew|grown|grows?|climb\w*|drop\w*|increas\w*|decreas\w*|cut(?:s|ting)?"
    r"|rais(?:ed?|es|ing)|lower(?:ed|s|ing)?|reduc\w+|slow(?:ed|s)|jump\w*|slid|slip\w*|declin\w+|eas(?:ed|es)|shr[aiu]nk|soar\w*"
    r"|plung\w+|tumbl\w+|surg\w+|doubled|halved|edged|ticked|widen\w*|narrow\w*|up|down|went|go(?:es)?|changed?)"
)
_CHANGES: Final = re.compile(rf"\b{_CHANGING}\b")
_TO_FROM: Final = re.compile(rf"\b{_CHANGING}\b[^;]{{0,60}}? to ({_NUMBER})\b[^;]{{0,40}} from [\w ]*\Z")
_TO: Final = re.compile(rf"[^;,.]{{0,30}} to ({_NUMBER})")


def _sort(event: Event, sort: str, thing: Thing) -> str | None:
    """The sort of thing that words mean; None if it is the given one, or they leave it open."""
    words = flatten(thing.text.exact)
    if sort == "amount":
        reading = read_quantities(words, "en")
        counts = reading is not None and not all(one.by_article for one in reading.amounts)
        return None if thing.value or _COUNTED.search(words) or counts else "object"
    if sort in ("object", "instrument") and _SUM.match(words) and not _WORTH.search(words):
        return "amount"
    measured = read_quantities(words, "en") if sort in ("object", "instrument") and words[:1].isdigit() else None
    if measured and measured.whole and measured.amounts and all(one.measured for one in measured.amounts):
        return "amount"
    if sort in ("object", "instrument") and thing.value and _is_share_or_money(quantity_of(thing.value)):
        begins = re.match(r"(?:about |some |nearly |over |almost )?[\d$€£¥]", words)
        return "amount" if begins and not _OF.search(words) else None
    if sort == "instrument" and (
        event.type in _WITHOUT_MEANS or _is_attacked(event, words) or _is_seized(event, words)
    ):
        return "object"
    if sort == "object" and _is_used(event, words):
        return "instrument"
    armed = sort == "object" and event.type in _ARMED and not event.in_role("discoverer")
    return "instrument" if armed and _WEAPON.search(words) and not _TAKEN.search(_said(event)) else None


def _is_attacked(event: Event, words: str) -> bool:
    """Whether words are right behind a verb of attacking in the evidence: `attacked the tanker`."""
    object_ = rf"\b(?:{_ATTACKED})(?: an?| the| its| their)? {re.escape(words)}\b"
    return event.type in _ARMED and re.search(object_, flatten(_said(event))) is not None


def _is_seized(event: Event, words: str) -> bool:
    """Whether words are behind a verb of taking in the evidence: `seized two laptops and a phone`."""
    object_ = rf"\b{_SEIZING}(?: [^\s,;.]+)?(?: [^,;.]{{1,40}}(?:,| and))* (?:an? |the )?{re.escape(words)}"
    return event.type not in _ARMED and re.search(object_, flatten(_said(event))) is not None


def _is_used(event: Event, words: str) -> bool:
    """Whether words are behind `using` in the evidence, or behind `with` where somebody attacks."""
    using = r"us(?:ed|es|ing)|by means of|armed with|equipped with"
    using = rf"{using}|(?<!together )with" if event.type in _ARMED - {"clash"} else using
    used = rf"\b(?:{using})(?: an?| the| its| their| his| her)? {re.escape(words)}(?! (?:inside|aboard|in it)\b)"
    return event.type not in _WITHOUT_MEANS and re.search(used, flatten(_said(event))) is not None


_SEIZING: Final = (
    r"(?:seiz(?:ed|es|ing)|confiscat(?:ed|es|ing)|impound(?:ed|s)|recovered|found|discovered|stole|stolen|steal"
    r"|smuggled)"
)
"""Verbs of which what is taken is the object."""
_ATTACKED: Final = (
    "attacked|bombed|shelled|raided|struck|stormed|ambushed|rammed|damaged|destroyed|boarded|seized|torched|looted|smashed"
    "|vandali[sz]ed|derailed|sank|hit|hacked|encrypted|locked|copied|crippled|(?:br[eo]ak|broke|broken|hacked) into"
    "|set fire to|blew up|(?:opened fire|fired) (?:at|on)|threw (?:stones|bottles|petrol bombs) at"
)
"""Verbs of which what is attacked is the object."""


def _is_share_or_money(value: Quantity | None) -> bool:
    return value is not None and value.unit is not None and (value.unit == "%" or value.unit[:3].isupper())


def _said(event: Event) -> str:
    return " ".join(one.exact for one in event.evidence)


_ARMED: Final = frozenset({"attack", "clash", "cyberattack", "unrest"})
_WITHOUT_MEANS: Final = words_in(
    "agreement support concession request accusation refusal threat sanction dispute decision appointment departure"
    " election award transaction launch discovery change accident disaster death encounter visit talks conference"
    " briefing gathering hearing"
)
"""Types of events of which no thing is the means."""
_COUNTED: Final = re.compile(
    r"\d|\b(?:half|third|quarter|fifth|all|dozens?|hundreds?|thousands?|millions?|billions?|several|many|most|some|few|more"
    r"|less|double|twice|majority|much|little|record|unanimous\w*|no|nothing|both|every|score|couple|costs?|value|share)\b",
    re.IGNORECASE,
)
_SUM: Final = re.compile(
    r"(?:(?:about|some|nearly|over|almost|around|up to|at least|at most|more than|less than|only|just|an estimated) )*"
    r"(?:(?:US|A|C|NZ|HK|S)?[$€£¥]\s?\d|\d[\d.,]* ?(?:%|per ?cent\b)|\d[\d.,]*"
    r" (?:(?:thousand|million|billion|trillion) )?(?:euros?|dollars?|pounds?|yen|yuan|roubles?|rubles?|rupees?|pesos?"
    r"|francs?|shillings?|lei|kron(?:er|or)|zloty|won|rand|lira)\b)"
)
"""What a sum of money or a share begins with."""
_WORTH: Final = re.compile(r"\bworth\b|\b(?:stake|share|loan|fine|bill|note|cheque)\b")
_OF: Final = re.compile(r"\b(?:of|in|worth)\b")
_WEAPON: Final = re.compile(
    r"\A(?:an? |the |two |three |several )?(?:[\w-]+ )?(?:bombs?|guns?|rifles?|pistols?|kni(?:fe|ves)|machetes?"
    r"|rockets?|missiles?|grenades?|drones?|artillery|explosives?|shells?|petrol bombs?|molotov cocktails?|axes?"
    r"|mortars?|bullets?|malware|ransomware|spyware|virus|tear gas|stones?|bottles?|batons?)(?: fire| shells)?"
    r"(?: (?:called|named) [\w-]+)?\Z",
    re.IGNORECASE,
)
_TAKEN: Final = re.compile(
    r"\b(?:seiz|captur|found|stole|stolen|took|destroy|intercept|shot down|down(?:ed|s)|hid|smuggl)"
)
"""What is done to a weapon that is no means."""


@rule("NC544", "currency-of-elsewhere", HINT, "a sum is in the currency of a country that the article does not name")
def currency_of_elsewhere(context: ArticleContext) -> Iterator[Finding]:
    """
    `2 billion pesos` are Chilean pesos in an article about Chile. Judged are names of currencies that several countries
    have, if an actor, a country or a place of the article is of one of these, and none is of the given one; or if that
    is so of the participants and places of the event. English.

    Example:
          text: Anna Berg bought a house in Oslo for 2 million kroner.
          events:
            purchase:
              kind: event
              type: transaction
              places: {Oslo: "NO"}
        -     things: {amount: {2 million kroner: 2000000 DKK}} # <NC544>
        +     things: {amount: {2 million kroner: 2000000 NOK}}
              evidence:
                - Anna Berg bought a house in Oslo for 2 million kroner
    """
    if primary_subtag(context.article.language) != "en":
        return
    here: set[str] | None = None
    for key, event in well_formed_events(context):
        for sort, things in event.things.items():
            for i, thing in enumerate(things):
                value = quantity_of(thing.value) if thing.value else None
                unit = value.unit.partition("/")[0] if value and value.unit else ""
                named = next((codes for words, codes in _SHARED if words.search(thing.text.exact)), None)
                if named is None or unit not in named or unit == _COMMON:
                    continue
                own = _countries_of(context, event)
                others = [code for code in sorted(named) if code[:2] in own]
                if others and unit[:2] not in own and not _NATIONAL.search(thing.text.exact):
                    message = (
                        f"{backticked(flatten(thing.text.exact))} is in {unit}, but no participant is of its country"
                    )
                    hint = f"write {' or '.join(backticked(code) for code in others)}, if that is meant"
                    path = ("events", key, "things", sort, i, "value")
                    yield Finding(path, message, help=hint, arguments=(thing.value or "",))
                    continue
                here = here if here is not None else _countries(context)
                others = [code for code in sorted(named) if code[:2] in here or code == _COMMON]
                if unit[:2] not in here and others:
                    message = (
                        f"{backticked(flatten(thing.text.exact))} is in {unit}, but the article names no country of it"
                    )
                    hint = f"write {' or '.join(backticked(code) for code in others)}, if that is meant"
                    path = ("events", key, "things", sort, i, "value")
                    yield Finding(path, message, help=hint, arguments=(thing.value or "",))


_NATIONAL: Final = re.compile(r"[A-Z][a-z]+(?:n|sh|se|ch|ss|k|i) \w+\Z")
"""What names the country of a currency: `Danish kroner`."""


def _countries_of(context: ArticleContext, event: Event) -> set[str]:
    """The codes of the countries of an event: those of its participants and places."""
    actors = (context.article.actors[key] for key in event.parties if key in context.article.actors)
    return {code for code in (*(one.country for one in actors), *(one.country for one in event.places)) if code}


def _countries(context: ArticleContext) -> set[str]:
    """The codes of countries that an annotation has."""
    places = (place.country for event in context.article.events.values() for place in event.places)
    actors = (actor.country for actor in context.article.actors.values())
    return {code for code in (*places, *actors) if code}


def _codes(listed: str) -> tuple[re.Pattern[str], frozenset[str]]:
    words, _, codes = listed.partition("=")
    pattern = rf"(?:{words})" if words.startswith("(") else rf"(?<![\w-])(?:{words})(?!\w)"
    return re.compile(pattern, re.IGNORECASE), words_in(codes)


_COMMON: Final = "USD"
"""The currency that `$` means where nothing says otherwise."""
_SHARED: Final = tuple(
    map(
        _codes,
        (
            r"(?<!US )(?<!American )pesos?=ARS CLP COP CUP DOP MXN PHP UYU",
            r"(?<![A-Z])\$|(?<!dian )(?<!alian )(?<!aland )(?<!Kong )(?<!pore )dollars?=USD AUD CAD NZD SGD HKD",
            r"kron(?:er|or|e|a|as)=DKK NOK SEK ISK CZK",
            r"dinars?=DZD BHD IQD JOD KWD LYD RSD TND MKD",
            r"rupees?=INR PKR LKR NPR MUR SCR",
            r"shillings?=KES TZS UGX SOS",
            r"francs?=CHF XAF XOF GNF RWF BIF CDF DJF",
            r"r[iy]als?=IRR OMR QAR SAR YER",
            r"pounds?=GBP EGP SDG SSP LBP SYP",
            r"rubles?|roubles?=RUB BYN",
            r"dirhams?=AED MAD",
            r"soms?=KGS UZS",
            r"lira|liras|lire=TRY",
            r"won=KRW KPW",
            r"lei|leu=RON MDL",
        ),
    )
)
"""Names of currencies that several countries have; the first two letters of a code are those of the country."""
