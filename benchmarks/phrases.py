"""What the invented articles are made of, per language: names, sentences with their trigger, sayings, fillers."""

from typing import Any, Final

FIRST_NAMES: Final = (
    "Anna Bo Carla Dario Elena Farid Grace Hugo Ines Jonas Karin Leo Mina Nils Olga Pavel Rosa Samir Tara Uwe Vera "
    "Wim Yara Zoe Amir Bela Chen Dora Emil Fatou"
).split()
_ONSETS: Final = "Bal Cor Dan Fer Gor Hal Jar Kel Lor Mar Nor Pel Ras Sol Tor Val Wen Zam Bry Cas Dul Eck".split()
_MIDDLES: Final = "a e i o u ai ei ora ini ane uda ero ista osi enda".split()
_ENDINGS: Final = "berg dal man nen rov sen ski son ton vic witz land moor quist stein".split()
SURNAMES: Final = [a + b + c for a in _ONSETS for b in _MIDDLES for c in _ENDINGS]
CODES: Final = ("NO", "CL", "KE", "PL", "JP", "PE", "GH", "AT", "PT", "VN", "CA", "MA")
QIDS: Final = (20, 298, 114, 36, 17, 419, 117, 40, 45, 881, 16, 1028)
"""The numbers of those countries at Wikidata."""

KNOWN: Final = 400
"""People whom many articles name."""

ENGLISH: Final[dict[str, Any]] = {
    "countries": "Norway Chile Kenya Poland Japan Peru Ghana Austria Portugal Vietnam Canada Morocco".split(),
    "cities": "Oslo Santiago Nairobi Warsaw Osaka Lima Accra Vienna Lisbon Hanoi Ottawa Rabat".split(),
    "bodies": ("Ministry of Trade", "Central Bank", "Port Authority", "Energy Council", "Rail Company", "Water Board"),
    "groups": ("fishermen", "students", "nurses", "farmers", "engineers", "dock workers"),
    "topics": (
        "the grain trade",
        "fishing rights",
        "the price of gas",
        "a new railway",
        "the water supply",
        "climate targets",
        "cyber security",
        "the border crossing",
        "steel tariffs",
        "prisoner exchanges",
        "school funding",
        "the shipping lanes",
        "food aid",
        "vaccine patents",
        "the coal phase-out",
        "visa rules",
    ),
    "numbers": {2: "two", 3: "three", 4: "four", 5: "five", 7: "seven", 9: "nine", 12: "twelve"},
    "weekdays": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "months": "January February March April May June July August September October November December".split(),
    "sayings": (
        "We have waited long enough for {topic}, and nobody can claim to be surprised",
        "There will be no decision on {topic} before the numbers are on the table",
        "Everyone who looked at {topic} closely knew that this day would come",
        "My government stands by every word it has signed on {topic}",
        "It is far too early to speak of a success, least of all in the matter of {topic}",
    ),
    "fillers": (
        "Observers had expected little else, and the markets hardly moved on the news.",
        "The details were left to a working group, which is to report before the summer break.",
        "It was not clear at first who would pay for it, nor when the first steps would be taken.",
        "Local media had reported on the plans for weeks, without naming their sources.",
        "Similar attempts in earlier years had come to nothing, for want of money and of patience.",
        "Both sides were careful to avoid the word failure, although it was on many lips.",
    ),
    "on": "on {weekday}",
    "in": "in {month} {year}",
    "last year": "last year",
    "side": ("side", "the {last} side"),
    "guards": "{number} guards",
    "others": "at least {number} others",
    "amount": "{amount} million euros",
    "tons": "{amount} tons of rice",
    "bomb": "car bomb",
    "serial": ", as I wrote in letter {number} to the editor",
    "cue": "{last} said",
    "quotation": "“{saying},” {cue}.",
    "headline": "{country} at odds over {topic}",
    "cast": "Among those who followed it all in {home} and in {away} were {names}; the city of {city} offered to host "
    "whatever comes next.",
    "visit": ("{one} arrived in {city} {when} for a first visit to {home}", "a first visit"),
    "talks": ("{one} held talks with {two} about {topic} {when}, and {side} left early", "held talks"),
    "attack": (
        "A car bomb near the seat of the {body} in {city} killed {killed} and injured {injured}",
        "A car bomb",
    ),
    "sanction": ("{home} froze the accounts of the {body} over {topic}", "froze the accounts"),
    "agreement": ("The {one} and the {two} signed a memorandum on {topic} {when}", "signed a memorandum"),
    "briefing": ("{one} told reporters of the {body} that {topic} would be settled soon", "told reporters"),
    "purchase": ("The {body} bought a share in {topic} from {one} for {amount}", "bought a share"),
    "protest": ("Hundreds of {group} marched through {city} to protest against {topic}", "protest"),
    "appointment": ("{one} took over the {body} {when}, promising to look into {topic}", "took over"),
    "aid": ("{away} sent {tons} to the people whom {topic} had left without an income", "sent"),
    "plan": ("{one} will travel to {city} for a conference on {topic}", "a conference"),
    "hack": (
        "Computers of the {body} stood still after hackers had got at its files on {topic}",
        "hackers had got at its files",
    ),
}
GERMAN: Final[dict[str, Any]] = {
    "countries": "Norwegen Chile Kenia Polen Japan Peru Ghana Österreich Portugal Vietnam Kanada Marokko".split(),
    "cities": "Oslo Santiago Nairobi Warschau Osaka Lima Accra Wien Lissabon Hanoi Ottawa Rabat".split(),
    "bodies": ("Handelskammer", "Zentralbank", "Hafenbehörde", "Energieagentur", "Bahngesellschaft", "Wasserbehörde"),
    "groups": ("Fischer", "Studenten", "Pfleger", "Bauern", "Ingenieure", "Hafenarbeiter"),
    "topics": (
        "den Getreidehandel",
        "die Fischereirechte",
        "den Gaspreis",
        "eine neue Bahnlinie",
        "die Wasserversorgung",
        "die Klimaziele",
        "die Netzsicherheit",
        "den Grenzübergang",
        "die Stahlzölle",
        "den Austausch von Gefangenen",
        "die Schulfinanzierung",
        "die Schifffahrtswege",
        "die Nahrungsmittelhilfe",
        "die Impfstoffpatente",
        "den Kohleausstieg",
        "die Visaregeln",
    ),
    "numbers": {2: "zwei", 3: "drei", 4: "vier", 5: "fünf", 7: "sieben", 9: "neun", 12: "zwölf"},
    "weekdays": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "months": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "sayings": (
        "Auf {topic} haben wir lange genug gewartet, und überrascht kann niemand sein",
        "Über {topic} wird erst entschieden, wenn die Zahlen auf dem Tisch liegen",
        "Wer {topic} genau kennt, hat diesen Tag kommen sehen",
        "Meine Regierung steht zu jedem Wort, das sie über {topic} unterschrieben hat",
        "Was {topic} betrifft, ist es viel zu früh, von einem Erfolg zu sprechen",
    ),
    "fillers": (
        "Beobachter hatten wenig anderes erwartet, und die Märkte bewegten sich kaum.",
        "Die Einzelheiten bleiben einer Arbeitsgruppe überlassen, die vor der Sommerpause berichten soll.",
        "Zunächst war unklar, wer dafür zahlt und wann die ersten Schritte folgen.",
        "Die örtliche Presse hatte seit Wochen über die Pläne berichtet, ohne ihre Quellen zu nennen.",
        "Ähnliche Versuche früherer Jahre waren gescheitert, an Geld und an Geduld.",
        "Beide Seiten mieden das Wort Scheitern, obwohl es vielen auf den Lippen lag.",
    ),
    "on": "am {weekday}",
    "in": "im {month} {year}",
    "last year": "im vergangenen Jahr",
    "side": ("Seite", "die Seite von {last}"),
    "guards": "{number} Wachleute",
    "others": "mindestens {number} weitere Menschen",
    "amount": "{amount} Millionen Euro",
    "tons": "{amount} Tonnen Reis",
    "bomb": "Autobombe",
    "serial": ", wie ich in Brief {number} an die Redaktion schrieb",
    "cue": "sagte {last}",
    "quotation": "„{saying}“, {cue}.",
    "headline": "{country} streitet über {topic}",
    "cast": "In {home} und in {away} verfolgten {names} das Geschehen; die Stadt {city} bot sich als Gastgeber an.",
    "visit": ("{one} traf {when} in {city} zu einem ersten Besuch in {home} ein", "ersten Besuch"),
    "talks": ("{one} sprach {when} mit {two} über {topic}, und {side} ging früh", "sprach"),
    "attack": (
        "Eine Autobombe nahe dem Sitz der {body} in {city} tötete {killed} und verletzte {injured}",
        "Eine Autobombe",
    ),
    "sanction": ("{home} fror wegen des Streits über {topic} die Konten der {body} ein", "fror"),
    "agreement": ("Die {one} und die {two} unterzeichneten {when} ein Abkommen über {topic}", "unterzeichneten"),
    "briefing": ("{one} informierte Reporter bei der {body} über {topic}", "informierte Reporter"),
    "purchase": ("Die {body} erwarb von {one} für {amount} Anteile mit Blick auf {topic}", "erwarb"),
    "protest": ("Hunderte {group} zogen zum Protest gegen {topic} durch {city}", "Protest"),
    "appointment": ("{one} übernahm {when} die {body} und will {topic} prüfen", "übernahm"),
    "aid": ("{away} schickte {tons} an die Menschen, die {topic} ins Elend brachte", "schickte"),
    "plan": ("{one} will zu einer Konferenz über {topic} nach {city} reisen", "einer Konferenz"),
    "hack": (
        "Rechner der {body} standen still, nachdem Hacker an Akten über {topic} gelangt waren",
        "Hacker an Akten",
    ),
}
LANGUAGES: Final = {"en": ENGLISH, "de": GERMAN}
