"""Function words per language: what they tell of the words around them.

A language is a row of `GRAMMARS`, and nothing else. Only the row of the article's language applies; without a row,
nothing is judged. Imports `meaning`, `timex_languages` and `words` of this package.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

import attrs

from newscorpus.text.meaning import MEANINGS
from newscorpus.text.timex_languages import primary_subtag
from newscorpus.text.words import words_in

# ruff: noqa: E501 - lists of words


@attrs.frozen(eq=False, slots=False)
class Grammar:
    """The function words of a language, in lower case; phrases have commas between."""

    language: str
    pronouns: frozenset[str] = frozenset()
    """What stands for a person or thing: personal, possessive, reflexive, demonstrative, relative and indefinite ones."""
    subjects: frozenset[str] = frozenset()
    """Those of them that can only be the subject of a verb: `he`."""
    possessive: frozenset[str] = frozenset()
    """Those of them that only say whose something is: `his`."""
    articles: frozenset[str] = frozenset()
    """What a noun phrase begins with, other than a pronoun."""
    definite: frozenset[str] = frozenset()
    """What a description of somebody known begins with: `the mayor`."""
    prepositions: frozenset[str] = frozenset()
    subordinators: frozenset[str] = frozenset()
    """What a clause inside another begins with."""
    conjunctions: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    """What may be between an auxiliary and its verb; in English, those in `-ly` are known."""
    auxiliaries: frozenset[str] = frozenset()
    """Forms of auxiliary verbs that assert; the modal verbs are in `meaning`."""
    participles: frozenset[str] = frozenset()
    """Those of them that are not finite: `been`."""
    copulas: frozenset[str] = frozenset()
    """Those of them that link a noun to another."""
    speech: frozenset[str] = frozenset()
    """Verbs that attribute, in their finite forms: `said`."""
    telling: frozenset[str] = frozenset()
    """Those of them that have an addressee: `told the mayor`."""
    rejecting: frozenset[str] = frozenset()
    """Verbs that say that something reported is not so: `denied`."""
    dismissing: frozenset[str] = frozenset()
    """Verbs that do so before one of `reports`, and otherwise disapprove: `rejected the claim`, `rejected the offer`."""
    reports: frozenset[str] = frozenset()
    """What may be true or not: `the claim`, `allegations`."""
    admitting: frozenset[str] = frozenset()
    """Verbs that say that something is so, against doubts: `confirmed`."""
    naming: frozenset[str] = frozenset()
    """Words before a name that say that somebody has it: `known as`."""
    uncertain: frozenset[str] = frozenset()
    """Modal verbs that say that something is possible, no more."""
    conditional: frozenset[str] = frozenset()
    """Modal verbs of what happens on a condition."""
    conditions: frozenset[str] = frozenset()
    """What a condition begins with."""
    rebuttals: tuple[tuple[str, ...], ...] = ()
    """Phrases that say that something is not so: `is a lie`."""
    past: frozenset[str] = frozenset()
    """Words before the title of an office that is held no longer, or soon no longer: `former`."""
    lesser: frozenset[str] = frozenset()
    """Words that make another office of the title behind them: `deputy`."""
    sources: tuple[tuple[str, ...], ...] = ()
    """Phrases before the name of a source: `according to`."""
    prospects: frozenset[str] = frozenset()
    """Words that leave open or deny what the infinitive behind them names: `expected to meet`."""
    infinitive: str = ""
    """The particle of the infinitive."""
    cancelling: tuple[tuple[str, ...], ...] = ()
    """What is done to an event that will not be: `called off`, as a participle and in the past."""
    postponing: tuple[tuple[str, ...], ...] = ()
    """What is done to an event that will be later."""
    determiners: frozenset[str] = frozenset()
    """Negations that a noun phrase begins with: `no talks`."""
    partitive: frozenset[str] = frozenset()
    """Negations that a genitive may follow: `none of the talks`."""
    genitive: str = ""
    """The preposition of that genitive."""
    occurring: tuple[tuple[str, ...], ...] = ()
    """Predicates of which the subject names an event: `the talks did not happen`."""
    receiving: frozenset[str] = frozenset()
    """Verbs of which the subject is a host: `welcomed`."""
    visiting: frozenset[str] = frozenset()
    """Verbs of which the subject is a visitor, and the object a host."""
    undergoing: frozenset[str] = frozenset()
    """Other verbs of which the subject does not act, and their forms: `received`."""
    actor: str = ""
    """The preposition before who acts, behind a passive verb: `by`."""
    origin: str = ""
    """The preposition before whom something comes from."""
    until: frozenset[str] = frozenset()
    """Words behind a negation that make it one of time: `did not meet until Monday`."""
    since: frozenset[str] = frozenset()
    """Words before the time when something began."""
    affirming: tuple[tuple[str, ...], ...] = ()
    """Phrases with a negation or a modal verb that assert: `not only`, `could see`."""

    @cached_property
    def negations(self) -> frozenset[str]:
        """Words that negate a clause or a noun, but for prepositions."""
        return words_in(self._meanings.negations) - self.prepositions

    @cached_property
    def joints(self) -> frozenset[str]:
        """What clauses, and the nouns of a list, begin with."""
        return self.subordinators | self.conjunctions

    @cached_property
    def bounds(self) -> frozenset[str]:
        """What ends the phrase before it."""
        return self.joints | self.prepositions

    @cached_property
    def finite(self) -> frozenset[str]:
        """Forms of auxiliary and modal verbs that have a subject."""
        return (self.auxiliaries | self.modals) - self.participles

    @cached_property
    def functional(self) -> frozenset[str]:
        """Words that are no noun, and no verb."""
        return self.articles | self.pronouns | self.adverbs | self.bounds

    @cached_property
    def personal(self) -> frozenset[str]:
        """Pronouns that stand for somebody, beside those that describe or relate."""
        return self.pronouns - self.subordinators - self.definite

    @cached_property
    def denials(self) -> frozenset[str]:
        """Verbs that say that something is not done: `refused`."""
        return words_in(self._meanings.denials)

    @cached_property
    def excluding(self) -> frozenset[str]:
        """Prepositions that negate what follows: `without`."""
        return words_in(self._meanings.negations) & self.prepositions

    @cached_property
    def modals(self) -> frozenset[str]:
        """Modal verbs."""
        return words_in(self._meanings.modals) - self.auxiliaries

    @cached_property
    def _meanings(self) -> Any:
        return next(row for row in MEANINGS if row.language == self.language)


def _row(
    language: str, *, infinitive: str = "", genitive: str = "", actor: str = "", origin: str = "", **listed: str
) -> Grammar:
    """Make a row from words with spaces between, and from phrases with commas between."""
    words: dict[str, Any] = {
        field: tuple(tuple(one.split()) for one in words.split(",")) if field in _PHRASES else words_in(words)
        for field, words in listed.items()
    }
    return Grammar(language, infinitive=infinitive, genitive=genitive, actor=actor, origin=origin, **words)


_PHRASES: Final = ("rebuttals", "cancelling", "postponing", "sources", "occurring", "affirming")

GRAMMARS: Final[Mapping[str, Grammar]] = {
    row.language: row
    for row in (
        _row(
            "en",
            pronouns="i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she"
            " her hers herself it its itself they them their theirs themselves one oneself this that these those who whom"
            " whose which someone somebody something anyone anybody anything everyone everybody everything nobody nothing"
            " none both each",
            subjects="i we he she they",
            possessive="his its their",
            articles="the a an some any no every each both all another several",
            definite="the this that these those",
            prepositions="about above across against along amid among around as at before behind below beside besides between"
            " beyond by despite during except for from in inside into like near of off on onto outside over per since than"
            " through throughout to toward towards under until unlike upon via with within without",
            subordinators="that which who whom whose where when while whereas why how if whether because although though"
            " unless until since after before so lest what whatever whoever as",
            conjunctions="and or but nor",
            adverbs="also then now still ever even yet soon again once just already since finally later earlier",
            auxiliaries="is are was were am be been being has have had having does do did",
            participles="be been being having",
            copulas="is are was were",
            speech="said says say saying told tells added adds adding acknowledged acknowledges admitted admits agreed alleged"
            " alleges announced announces answered argued argues asked asks asserted asserts assured called claimed claims"
            " commented complained concluded conceded confirmed confirms contended contends continued cried declared declares"
            " denied denies described disclosed emphasized emphasised estimated estimates exclaimed explained explains"
            " expressed feared hinted indicated insisted insists joked lamented maintained maintains mentioned noted notes"
            " observed pledged predicted predicts promised quipped recalled recalls remarked reported reports replied"
            " responded revealed reveals shouted stated states stressed stresses suggested suggests testified thinks thought"
            " tweeted underlined underscored urged vowed warned warns wondered wrote writes",
            telling="told tells asked asks assured urged warned warns called quoted cited",
            rejecting="denied denies deny denying refuted refutes refuting disputed disputes disputing disclaimed disclaims"
            " disavowed disavows repudiated repudiates contradicted contradicts rebutted rebuts debunked",
            dismissing="reject rejected rejects rejecting dismiss dismissed dismisses dismissing rubbished rubbishes",
            reports="that report reports claim claims allegation allegations accusation accusations suggestion suggestions rumour"
            " rumours rumor rumors charge charges notion assertion assertions speculation insinuations talk",
            admitting="confirmed confirms confirming admitted admits admitting acknowledged acknowledges acknowledging conceded"
            " concedes conceding confessed confesses",
            uncertain="may might could",
            conditional="would",
            conditions="if unless",
            rebuttals="nothing to do with, pure invention, pure fantasy, pure fiction, a fabrication, an invention, out of the"
            " question, shred of truth, grain of truth, no truth in, is unthinkable, was unthinkable, is not true, are not true, was not true, not true that, is untrue, are untrue, is false,"
            " are false, was false, were false, is a lie, are lies, a pack of lies, is baseless, are baseless, is unfounded,"
            " are unfounded, never happened, did not happen, didn't happen, didn’t happen, never took place, did not take place,"
            " no such thing, had no part, have no part, played no part, had no role, played no role, not involved, not behind",
            past="former formerly ex late outgoing then- one-time onetime erstwhile ousted deposed retired",
            lesser="deputy vice acting interim assistant associate shadow",
            sources="according to, in the words of, in the view of, in the opinion of",
            naming="known named called nicknamed identified alias as only just simply better himself herself calls calling who",
            prospects="expected expect expects plan planned plans planning scheduled set hope hopes hoped hoping want wants"
            " wanted intend intends intended aim aims aimed threaten threatens threatened vow vowed vows promise promised"
            " promises pledged offered fail failed fails refuse refused refuses decline declined declines unable unwilling"
            " about likely unlikely supposed urged proposed proposes tried sought seek seeks ready prepared is are was were"
            " agreed agrees slated poised bound pledges offered offers invited invites asked asks threatens called",
            cancelling="cancelled, canceled, called off, scrapped, axed, abandoned, aborted",
            postponing="postponed, put off, pushed back, delayed, deferred, rescheduled, adjourned, moved, shifted",
            infinitive="to",
            determiners="no",
            partitive="none neither",
            genitive="of",
            occurring="happen, happened, occur, occurred, be held, been held, held, take place, taken place, go ahead, be signed,"
            " been signed, materialise, materialize, proceed",
            receiving="received receives receive hosted hosts host welcomed welcomes welcome greeted greets entertained",
            visiting="visited visits visit",
            undergoing="suffered suffers faced faces face lost loses lose joined joins join followed follows follow left leaves"
            " survived survives awaited needs needed obeyed got gets gained won sustained inherited owes owed fears feared"
            " resembles became becomes remained remains succeeded succeeds replaced replaces preceded named called",
            actor="by",
            origin="from",
            until="until till",
            since="since",
            affirming="can see,could see,can hear,could hear,can feel,could feel,can tell,could tell,can assure,may assure,"
            "not only, not just, not merely, not all, not every, not alone, not least, not to mention, no longer, no sooner, no later, no fewer,"
            " no less, no more, no doubt, no question, no matter, or not, if not, why not, not until, not before, nothing but,"
            " hardly, barely, scarcely",
        ),
        _row(
            "de",
            pronouns="ich mich mir mein meine meinen meinem meiner meines wir uns unser unsere unseren unserem unserer unseres"
            " du dich dir dein deine deinen deinem deiner er ihn ihm sein seine seinen seinem seiner seines sie ihr ihre ihren"
            " ihrem ihrer ihres ihnen es sich man jemand jemanden jemandem niemand niemanden niemandem jeder jede jedes jeden"
            " beide dieser diese dieses diesen diesem jener jene jenes wer wen wem wessen was deren dessen",
            subjects="ich wir du er man",
            possessive="sein seine seinen seinem seiner seines",
            articles="der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner alle einige",
            definite="der die das den dem des dieser diese dieses diesen diesem im am zum zur beim vom ins",
            prepositions="ab am an auf aus außer bei beim bis durch für gegen gegenüber hinter im in ins mit nach neben ohne"
            " seit trotz über um unter vom von vor während wegen zu zum zur zwischen",
            subordinators="dass ob weil da obwohl wenn als nachdem bevor damit falls sofern indem wo wie warum welcher welche"
            " welches",
            conjunctions="und oder aber sondern noch",
            adverbs="auch dann jetzt noch schon wieder mehr wirklich bislang bisher",
            auxiliaries="ist sind war waren bin hat haben hatte hatten wird werden wurde wurden worden",
            participles="worden werden haben",
            copulas="ist sind war waren",
            speech="sagte sagt sagten sagen erklärte erklärt erklärten betonte betont ergänzte teilte meinte meint mahnte nannte"
            " warnte warnt forderte fordert berichtete berichtet schrieb schreibt behauptete behauptet versicherte räumte"
            " antwortete fragte kritisierte bestätigte bestätigt lobte kündigte",
            rejecting="bestritt bestreitet bestritten dementierte dementiert dementierten leugnete leugnet widersprach",
            dismissing="wies weist wiesen",
            reports="dass berichte vorwürfe vorwurf behauptung behauptungen gerüchte",
            admitting="bestätigte bestätigt bestätigten räumte gestand",
            uncertain="könnte könnten dürfte dürften",
            conditional="würde würden",
            conditions="wenn falls sofern",
            rebuttals="nichts zu tun, ist nicht wahr, ist eine lüge, ist falsch, sind falsch",
            past="ehemalige ehemaliger ehemaligen frühere früherer früheren ex damalige damaliger damaligen scheidende"
            " scheidender scheidenden",
            lesser="stellvertretende stellvertretender stellvertretenden vize kommissarische kommissarischer",
            sources="laut, nach angaben von, nach angaben der, nach angaben des, nach den worten von",
            infinitive="zu",
            cancelling="abgesagt, gestrichen",
            postponing="verschoben, vertagt, verlegt",
            determiners="kein keine keinen keinem keiner",
            until="bis",
            since="seit",
            affirming="nicht nur, nicht zuletzt, nicht mehr",
        ),
        _row(
            "es",
            pronouns="yo me mí mi mis mío nosotros nos nuestro nuestra nuestros nuestras tú te ti tu tus usted ustedes él le lo"
            " la se sí su sus suyo suya ella ello ellos ellas los las les este esta esto estos estas ese esa eso esos esas"
            " aquel aquella quien quienes alguien algo nadie nada ambos ambas",
            subjects="yo tú él ella ellos ellas nosotros",
            possessive="su sus suyo suya",
            articles="el la los las lo un una unos unas algún alguna ningún ninguna todo toda todos todas cada",
            definite="el la los las del al este esta estos estas ese esa esos esas",
            prepositions="a al ante bajo con contra de del desde durante en entre hacia hasta mediante para por según sin sobre"
            " tras",
            subordinators="que quien quienes cual cuales cuyo cuya donde cuando como porque aunque si mientras pues",
            conjunctions="y e o u pero ni sino",
            adverbs="también ya todavía aún aun se le les lo la los las me nos",
            auxiliaries="es son era eran fue fueron está están estaba ha han había habían hubo sido",
            participles="sido",
            copulas="es son era eran fue fueron está están estaba",
            speech="dijo dice dijeron dicen afirmó afirma afirmaron explicó explica añadió añade agregó señaló señala aseguró"
            " asegura declaró declara manifestó indicó indica subrayó destacó destaca sostuvo sostiene advirtió advierte"
            " anunció anuncia comentó confirmó contó criticó denunció escribió informó insistió negó pidió precisó preguntó"
            " reconoció recordó respondió reveló",
            rejecting="negó niega negaron niegan desmintió desmiente desmintieron",
            reports="que",
            admitting="confirmó confirma confirmaron admitió admite admitieron reconoció",
            uncertain="podría podrían",
            rebuttals="nada que ver, no es cierto, no es verdad, es mentira, es falso",
            past="ex antiguo antigua entonces",
            lesser="vice",
            sources="según, de acuerdo con, en palabras de, a juicio de",
            cancelling="cancelado, cancelada, cancelados, canceladas",
            postponing="aplazado, aplazada, aplazados, aplazadas, pospuesto, pospuesta",
            determiners="ningún ninguna",
            partitive="ninguno ninguna",
            genitive="de",
            until="hasta",
            since="desde",
            affirming="no sólo, no solo, no obstante, no más, nada más",
        ),
    )
}
"""The tables, by the primary subtag of the language."""


def grammar_of(tag: str | None) -> Grammar | None:
    """Return the table for a BCP 47 tag; None if there is none."""
    return GRAMMARS.get(primary_subtag(tag))
