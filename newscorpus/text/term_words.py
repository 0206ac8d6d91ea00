"""Words without which a term of a vocabulary is seldom right: types of events, statuses and stances, a row per language.

A term without words is not judged. Imports `timex_languages` of this package.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from newscorpus.text.timex_languages import primary_subtag

# ruff: noqa: E501 - lists of words

_DIED: Final = "die. died dies dying dead death kill bod. body bodies fatal funeral"

TERM_WORDS: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    "en": {
        "types": {
            "withdrawal": "withdr retreat releas return mov divert pull exit leave leaves leaving left free. freed frees quit. quits back give gave abandon evacuat recall cede. cedes hand. handed hands remov lift surrender resign redeploy disarm vacat depart demobil relinquish step drop out. dismantl destroy end. ended ends",
            "investigation": "investigat inquir inquest enquir probe prob. search audit examin inspect review look question study studi comb. combed hunt detectiv commission inquest check monitor analy seek sought determin verif interrog sift fact-find survey dig track observ raid testif evidence forensic assess scrutin hear clue interview observers",
            "appointment": "appoint nam. named names naming sworn swear takes took taken taking take elect nominat succe replac become became promot head. heads post. office chief hire hired recruit assum join install confirm inaugurat chosen chose select new. interim acting lead. leads role chair minister position job coach pick tap. tapped designat minist return director president",
            "departure": "resign step. stepped steps stepping sack dismiss fire. fired fires firing leave leaves leaving left retir quit. quits oust remov voted depart replac suspend out. term. end. ended ends lost lose down. stood stand relieved relieve axe drop. dropped exit go. goes going gone topple unseat overthr force forced impeach expel recall hand resigned sidelin part. parted dethron abdicat",
            "election": "elect vote voter votes voting voted ballot poll. polls polling referendum primary runoff run-off seat win. wins winning won candidat constituen turnout presiden campaign plebiscit majority parliament caucus nominat defeat",
            "contest": "match game race. races racing tournament cup. final. finals league beat play win. wins winning won champion competi score round. medal defeat contest lost lose draw. drew marathon derby goal olymp team. teams vs. versus title record finish rally pole grand_prix sport football tennis chess quiz run. runner club debate promot relegat",
            "award": "award prize medal honour honor win. wins winning won trophy recogni laureate decorat given give gave receiv presented presents best. winner oscar grammy scholarship title distinction order_of knight crown citation degree",
            "launch": "launch open begin begun began start releas unveil introduc inaugur present roll. rolled put. publish campaign debut set. found. founded establish new. premier come comes came first creat kick lift-off blast. orbit rocket resum reopen issue operat service going go. goes gone bring brought show showed break broke form. formed build",
            "discovery": "find found discover detect uncover reveal unearth identif show research study studi spot recover locat learn scientist notic fish. fished expos dig dug determin conclud trace evidence come comes came across see seen saw exhum encounter survey turn know known dna wreck remain realis realiz measure conceded pulled report",
            "visit": "visit trip tour. tours toured touring travel arriv receiv host welcom guest come comes came coming go goes going went gone fly flies flew flown journey stop. deleg stay land. landed lands greet return call paid pay. attend there meet met invit head. headed heads leave left pilgrim drive drove see saw seen in.",
            "talks": "talk met meet negotiat discuss confer summit round. dialogue consult sat. sit. sits sitting held hold convers speak spoke spoken debat mediat contact session visit agree bargain deliberat face agenda diplomat exchang brief",
            "call": "phone call telephone video spoke speak spoken rang. ring. conversation talk zoom online line. conference_call contacted virtual remote dial text. link",
            "conference": "conference summit congress assembl session meeting forum convention council meet met gather symposium parliament committee cop. agenda delegat debat workshop conven talks seminar held hold plenar panel roundtable round-table attend annual colloquium sitting",
            "briefing": "told tell tells said say says brief press. speech announc address reporter statement conference inform speak spoke spoken present news interview broadcast lecture deliver explain disclos publish journalist report reveal outlin declar comment call testi answer message media communiqu talk lament state. stated declin ask warn",
            "gathering": "rally rallies ceremon festival exhib gather funeral mass. parade celebrat vigil party parties concert open crowd assembl reception commem memorial wedding prayer pray dinner fair. march inaugurat attend worship procession banquet show. service people thousands hundreds meet met occasion anniversar pilgrim event tribute congregat birthday holiday burial buried carnival performan play. sing mourn honour honor conven conference feast fest lunch breakfast held",
            "hearing": "court trial hear heard hears hearing testi judge judges panel committee tribunal witness prosecut lawyer appear inquest plead pleaded evidence verdict proceed case session appeal question defend defendant jury inquiry parliament senate answer commission arraign charg accus sue. sued suit bail congress subcommittee",
            "attack": "attack bomb shot. shots shoot kill stab fire. fired fires firing strike. strikes struck assault ambush raid shell. shells shelled shelling explo beat missile hit. hits drone throw threw thrown violen rocket gun gunm gunf hurl wound blast blew blow. grenad assassin weapon murder slain execut massacre suicide open injur rape torch burn storm knife knives punch rammed ram. ramm target batter slash molotov mine. mines harm behead crash air-raid airstrike destr mortar attempt arson set. fell death dead damag invad seiz offensiv terror mob victim drove rampage armed militant massac clash sink sank kidnap beh gas abus tortur",
            "encounter": "close clos. intercept near approach shadow metre meter feet. yards within collis jet. jets ship. ships vessel aircraft radar scrambl warship fighter escort miss. buzz danger pass. passed stand-off standoff lock. locked plane boat drone tail",
            "incursion": "enter cross airspace water. waters territor border intru violat drone incursion stray penetrat land. landed lands invad invasion balloon flew fly overfl trespass breach stormed storm broke break without rais raid troops occup seiz boat ship vessel climb",
            "espionage": "spy spie espion intelligen secret leak surveil wiretap bug. bugged classified agent cable document passed passing tap. tapped inform mole embassy eavesdrop sabot files",
            "cyberattack": "cyber hack ransom malware phish computer network online server website web_ site system data. breach software digital virus internet password ddos offline e-mail email encrypt account portal",
            "protest": "protest demonstr march strike. strikes striking struck strik rall block walk sit-in picket boycott hunger crowd gather occup chant banner stage. staged down. tools riot petition turn turned street streets slogan placard activist tent camp stoppage blockad demand disrupt burn union work-to-rule vigil hung object stay clash unrest",
            "unrest": "riot loot arson violen stone stones burn burnt set. fire. fires torch clash throw threw thrown hurl smash vandal mob unrest ransack storm barricad petrol molotov rampage mutin protest tear_ crowd fight fought brawl disturb disorder angry chaos trash",
            "detention": "arrest detain detent custod held hold holding hostage kidnap abduct seiz jail prison captur captiv taken take takes took imprison remand caught catch nab. pick. picked round. rounded led_ house_arrest lock intern police apprehend bail deport handcuff freed sentence behind bars trap escap charg",
            "accident": "crash collid collis fire. fires collaps spill sank sink sunk derail capsiz accident explo fell fall. falls hit. hits leak burn burnt blaze overturn plung struck drown broke break left_ aground ran. blast down malfunction fail skid rolled derail wreck injur trapped bus buses road tumbl stamped crush slip mishap flame smoke outage ram. off. stuck lost shipwreck swerv veer poison gas damaged",
            "disaster": "leak earthquake quake flood storm wave. waves rain wind. winds heat snow volcan erupt mudsl landsl epidemic outbreak virus drought famine cyclon hurrican typhoon tornado tsunami river water tremor fire. fires wildfire avalanche cholera pandemic disease hunger disaster blizzard catastroph magnitude hail frost infect malaria flu. ebola measles cholera locust shook cold. spill dam. burst lightning cases sea weather starv swept buri missing",
            "death": f"{_DIED} pass. passed passes found suicide drown succumb late. corpse murder surviv lost overdos perish killed kills illness life",
        },
        "statuses": {
            "planned": "will. shall. 'll ’ll to. plan planned schedul expect due. set. next tomorrow announc agree intend intent going ahead until by. from. must approv promis accept invit offer later coming forthcoming upcoming slated before when prepar ready about. pledg vow begin begins begun start starts decid for. arrange hopes aim want would. should. if. future soon end. is. are. remain appl propos call. demand order request seek sought",
            "possible": "may. might. could. can. would. should. must. if. unless whether possib perhaps likel unlikely probab report claim alleg accus suspect reckon consider deny denie denied denial dismiss reject question rule. ruled ruling plan planned plans planning propos hope hopes hoping hoped risk fear threat warn expect offer bid. bids want seek sought ask request call demand appeal urg decid decision until next aim. aims intend intent ready prepar try tried trying talk. about_ option chance believ think thought say. says said saying told tell try expect n't not. no. never potential reported rumour rumor appear seem unclear unknown doubt unconfirm speculat scenario case. to. will. pledg promis vow due. planned scheduled was. were. invit look. looking negotiat discuss suggest eye. eyes eyeing mull mulling weigh maybe or. apparently assum speculate wish before provok",
            "postponed": "postpon delay put. puts off. push defer reschedul adjourn later suspend until halt hold. held. back. moved move moves shift interrupt wait stall put_off extended extend new. date. break reset ",
            "cancelled": "cancel call scrap axe. axed abandon abort drop. dropped withdr halt not. no. never suspend shelv ditch longer pull block stop revok without nullif annul off. abolish discard end. ended ends fell. fall reject drop. given gave reverse",
            "failed": "fail tried try. tries trying attempt unsuccess foil thwart without. prevent miss. missed not. n't collaps broke break broken down. short. intercept fell reject no. nor. block stop lost lose repel repuls avert abort bid. before disrupt deadlock inconclusive nothing never defeat unable fruitless stall but. plot. stopped reject end. ended intended",
            "negated": "no. not. n't n’t never none nobody nothing nor. neither without deny denie denied denial refus declin fail failed false untrue far from_ avoid avert lack unharmed un- unhurt nowhere stop stopped prevent rather instead cannot can't absent untouch free. unable rule. ruled unaffected spared reject yet. unlike unsuccessful baseless wrong missed skip hardly barely intact",
        },
        "stances": {
            "likely": "likel probab expect believ belief think thought suspect appear seem should would will. predict forecast fear confident almost sure. assum point. points pointed suggest hope must. estimat presum apparent trust convinc bound set. anticipat indicat chance doubtless certain reckon odds sign. signs may. might. could. evident consistent suppos guess",
            "possible": "may. might. could. can. possib perhaps likel unlik probab if. would should unless whether suspect believ think thought expect hope fear appear seem consider reckon suggest estimat plan intend ready open. rule. ruled chance risk threat want try. trying aim. propos ask. about. unclear potential apparent assum predict forecast doubt wish offer option maybe question until depend look. looking or. subject wonder unknown not. n't will. prepar conditional prospect sign. signs need suppos guess",
            "unlikely": "unlik doubt improb not. n't n’t hardly scarcely barely little no. nor. scept skept never far- remote imposs minimi downpl play slim question cannot less few difficult small",
            "uncommitted": "whether if. ask. asked asks asking question wonder declin comment confirm neither nor. not. n't n’t unclear unknown investigat report rumour rumor know known wait look check examin study call demand urg depend open. consider discuss until warn unable decid appeal verif ready review request what. why. how. who.",
        },
    }
}
"""Language → field → term → beginnings of words in lower case; a dot ends a whole word, `_` is a space."""


@cache
def _pattern(language: str, field: str, term: str) -> re.Pattern[str] | None:
    words = TERM_WORDS.get(language, {}).get(field, {}).get(term)
    if not words:
        return None
    return re.compile("|".join(map(_expression, words.split())))


def _expression(word: str) -> str:
    plain = re.escape(word.rstrip(".").replace("_", " "))
    begin = r"\b" if word[0].isalnum() and word not in ("n't", "n’t") else ""
    return f"{begin}{plain}" + (r"\b" if word.endswith(".") else "")


def lacks_words(words: str, field: str, term: str, tag: str | None) -> bool:
    """Return whether words say nothing of a term: none of those is among them without which it is seldom right.

    Args:
        words: The words of the article that the term is about.
        field: `types`, `statuses` or `stances`.
        term: A term of the field.
        tag: The language of the words, after BCP 47.
    """
    pattern = _pattern(primary_subtag(tag), field, term)
    return pattern is not None and pattern.search(words.lower()) is None
