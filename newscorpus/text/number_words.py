"""Tables of number words, one row per language: numbers, and what makes them a bound, a range or a measure.

The only list of number words: quantities, expressions of time and `meaning` read it. All words are in lower case.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

# ruff: noqa: E501 - lists of words


class NumberWords(NamedTuple):
    """The words of a language for numbers. `one=1` gives a word its number."""

    language: str
    values: str
    """Words that are added to a greater one: `forty` and `eight`."""
    scales: str = ""
    """Words that multiply the number before them: `two hundred`."""
    plurals: str = ""
    """Words for several of a scale, however many: `dozens`."""
    articles: str = ""
    """Words for one: `a dozen`, `a woman`."""
    halves: str = ""
    """Parts of a scale: `half a million`, `one and a half`."""
    nothing: str = ""
    """Phrases for zero, separated by commas: `nobody`."""
    several: str = ""
    """Words for a few, however many, before a scale: `several hundred`."""
    joint: str = ""
    """The word within a number: `one hundred and five`."""
    joint_behind: int = 100
    """What the number before that word is a multiple of."""
    joining: str = ""
    """Other words that join things: `with`."""
    of: str = ""
    """The words between the parts of a number that are passed over: `tens of thousands`."""
    until: str = ""
    """The words between the ends of a range, separated by commas: `10 to 12`."""
    between: str = ""
    """Words before a range, each with the word between its ends: `between=and`."""
    before: Mapping[str, str] = {}
    """For each bound in `quantities`, the phrases before a number that give it, separated by commas."""
    after: Mapping[str, str] = {}
    """The same for phrases behind a number, or behind the noun that it counts."""
    fillers: str = ""
    """Phrases that may be between those and the number, separated by commas."""
    groups: str = ""
    """Nouns that `a` counts one of, although they are several people: `a family`."""
    ordinals: str = ""
    """A regular expression for words that number something and count nothing: `third`, `21st`."""
    units: str = ""
    """Words behind a number of units, each with the codes that it may be: `dollars=USD|CAD`. `days=`: a measure."""
    decimal: str = "."
    """The character before decimals."""
    nations: str = ""
    """Words before a currency of several countries that say which it is: `kenyan=KES`."""
    homographs: str = ""
    """Those of its words that mean something else in other languages, and are read in texts of its own only."""
    compounds: bool = False
    """Whether a number is written as one word, with the ones before the tens: `achtundvierzig`."""


_DOLLARS: Final = "USD|AUD|CAD|HKD|NZD|SGD|TWD|BBD|BMD|BSD|BZD|FJD|GYD|JMD|LRD|NAD|TTD|XCD"
_POUNDS: Final = "GBP|EGP|LBP|SDG|SSP|SYP|FKP|GIP|SHP"
_RUPEES: Final = "INR|PKR|LKR|NPR|MUR|SCR"
_CROWNS: Final = "SEK|NOK|DKK|ISK|CZK"
_FRANCS: Final = "CHF|XAF|XOF|XPF|CDF|RWF|BIF|DJF|GNF|KMF"
_PESOS: Final = "MXN|ARS|CLP|COP|CUP|DOP|PHP|UYU"
_SHILLINGS: Final = "KES|UGX|TZS|SOS"
_DINARS: Final = "KWD|IQD|JOD|BHD|TND|DZD|LYD|RSD"
_RIALS: Final = "IRR|OMR|YER|SAR|QAR"
_SYMBOLS: Final = "km=km m= cm=cm mm=mm kg=kg g=g t=t mw=MW kw=kW gw=GW kwh=kWh mwh=MWh gwh=GWh twh=TWh ha=ha usd=USD eur=EUR gbp=GBP chf=CHF jpy=JPY cny=CNY rub=RUB %=%"
"""Units that all languages write alike. `5m` is millions or metres."""

CURRENCIES: Final[Mapping[str, str]] = {
    "us$": "USD", "a$": "AUD", "c$": "CAD", "hk$": "HKD", "nz$": "NZD", "s$": "SGD", "r$": "BRL",
    "$": f"{_DOLLARS}|BRL|{_PESOS}", "€": "EUR", "£": _POUNDS, "¥": "JPY|CNY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₴": "UAH",
    "₪": "ILS", "₦": "NGN", "₫": "VND", "฿": "THB", "₱": "PHP",
}  # fmt: skip
"""Signs of currencies, with the ISO 4217 codes that each may be."""

NUMBER_WORDS: Final = (
    NumberWords(
        "en",
        values="zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13"
        " fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50"
        " sixty=60 seventy=70 eighty=80 ninety=90",
        scales="hundred=100 thousand=1000 million=1000000 billion=1000000000 trillion=1000000000000 dozen=12"
        " bn=1000000000 tn=1000000000000 mn=1000000",
        plurals="tens=10 dozens=12 scores=20 hundreds=100 thousands=1000 millions=1000000 billions=1000000000"
        " trillions=1000000000000",
        articles="a an",
        halves="half=0.5 quarter=0.25",
        nothing="no one, not one, not a single, no, none, nobody, nil",
        several="several few couple many",
        joint="and",
        joining="with plus including",
        of="of a",
        until="to, or, -, –, and up to",
        between="between=and from=to",
        before={
            "LEAST": "at least, no fewer than, no less than, not fewer than, not less than, a minimum of, minimum, upwards of,"
            " upward of, at minimum",
            "MORE": "more than, over, above, greater than, exceeding, in excess of, north of, higher than, well over,"
            " just over, slightly over, beyond, >",
            "MOST": "up to, as many as, as much as, as high as, at most, no more than, not more than, a maximum of, maximum,"
            " no greater than, at the most",
            "LESS": "less than, fewer than, under, below, lower than, smaller than, <",
            "NEARLY": "nearly, almost, close to, just under, just short of, approaching, nearing, slightly under,"
            " slightly less than, slightly fewer than, just below",
            "ABOUT": "about, around, approximately, approx, roughly, some, circa, an estimated, estimated, ~, more or less,"
            " something like, in the region of, perhaps, maybe",
        },
        after={
            "LEAST": "or more, plus, +, at least, at the least, or over, or higher, and counting",
            "MOST": "at most, at the most, or less, or fewer, or lower, or under",
            "ABOUT": "or so, odd, or thereabouts",
        },
        fillers="a total of, another, a further, an additional, the, all, its, their, his, her, only, just, a record, us",
        groups="family couple pair group crew team crowd number handful lot majority minority third quarter half string series"
        " few unit platoon squad party class gang convoy generation trio quartet delegation total staff population"
        " audience army force bus boat battalion brigade company regiment household community village town gathering"
        " mob band fifth tenth percentage proportion raft range variety busload contingent cohort set duo record line",
        ordinals=r"(?:[0-9]+(?:st|nd|rd|th)|first|second|(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh"
        r"|twelfth|\w+teenth|\w+tieth)s?|halves|last|next|double|triple|twice|once|thrice|dual)",
        nations="us=USD american=USD australian=AUD canadian=CAD singapore=SGD taiwan=TWD jamaican=JMD namibian=NAD liberian=LRD"
        " british=GBP egyptian=EGP lebanese=LBP syrian=SYP sudanese=SDG indian=INR pakistani=PKR nepalese=NPR mauritian=MUR"
        " swedish=SEK norwegian=NOK danish=DKK icelandic=ISK czech=CZK swiss=CHF congolese=CDF rwandan=RWF burundian=BIF"
        " guinean=GNF djiboutian=DJF mexican=MXN argentine=ARS argentinian=ARS chilean=CLP colombian=COP cuban=CUP"
        " dominican=DOP philippine=PHP uruguayan=UYU kenyan=KES ugandan=UGX tanzanian=TZS somali=SOS kuwaiti=KWD iraqi=IQD"
        " jordanian=JOD bahraini=BHD tunisian=TND algerian=DZD libyan=LYD serbian=RSD iranian=IRR omani=OMR yemeni=YER"
        " saudi=SAR qatari=QAR emirati=AED uae=AED moroccan=MAD russian=RUB belarusian=BYN zambian=ZMW malawian=MWK"
        " romanian=RON moldovan=MDL uzbek=UZS kyrgyz=KGS",
        units=f"dollar={_DOLLARS} dollars={_DOLLARS} cents= euro=EUR euros=EUR pound={_POUNDS}|lb pounds={_POUNDS}|lb pence="
        f" yen=JPY yuan=CNY renminbi=CNY rouble=RUB|BYN roubles=RUB|BYN ruble=RUB|BYN rubles=RUB|BYN rupee={_RUPEES}"
        f" rupees={_RUPEES} won=KRW franc={_FRANCS} francs={_FRANCS} peso={_PESOS} pesos={_PESOS} krona={_CROWNS} kronor={_CROWNS}"
        f" krone={_CROWNS} kroner={_CROWNS} crowns={_CROWNS} rand=ZAR lira=TRY liras=TRY zloty=PLN zlotys=PLN hryvnia=UAH baht=THB"
        f" naira=NGN reais=BRL shekel=ILS shekels=ILS shilling={_SHILLINGS} shillings={_SHILLINGS} dinar={_DINARS}"
        f" dinars={_DINARS} rial={_RIALS} rials={_RIALS} riyal=SAR|QAR|YER|OMR riyals=SAR|QAR|YER|OMR dirham=AED|MAD"
        " dirhams=AED|MAD cedi=GHS cedis=GHS birr=ETB kwacha=ZMW|MWK kwanza=AOA kwanzas=AOA meticais=MZN pula=BWP taka=BDT"
        " rupiah=IDR ringgit=MYR dong=VND riel=KHR kyat=MMK afghani=AFN afghanis=AFN tenge=KZT lari=GEL som=UZS|KGS"
        " forint=HUF forints=HUF koruna=CZK korunas=CZK lei=RON|MDL leva=BGN lev=BGN bolivar=VES|VED bolivars=VES|VED"
        " soles=PEN guaranies=PYG quetzales=GTQ lempiras=HNL colones=CRC yard=yd yards=yd ounce=oz ounces=oz"
        " percent=% per=% pc=% kilometre=km kilometres=km kilometer=km kilometers=km mile=mi miles=mi metre=m metres=m meter=m"
        " meters=m foot=ft feet=ft ft=ft inch=in inches=in acre=acre acres=acre hectare=ha hectares=ha tonne=t tonnes=t ton=t"
        " tons=t kilogram=kg kilograms=kg kilo=kg kilos=kg gram=g grams=g litre=l litres=l liter=l liters=l gallon=gal gallons=gal"
        " barrel=bbl barrels=bbl megawatt=MW megawatts=MW gigawatt=GW gigawatts=GW mph= km/h= kph= knots= degree= degrees= points="
        " point= decade= decades= century= centuries= generation= generations= year=a years=a month=mo months=mo week=wk weeks=wk day=d days=d hour=h hours=h minute=min minutes=min"
        f" seconds=s times= fold= p.m= a.m= pm= am= sq= square= cubic= {_SYMBOLS}",
    ),
    NumberWords(
        "de",
        values="null=0 ein=1 eins=1 zwei=2 zwo=2 drei=3 vier=4 fünf=5 sechs=6 sech=6 sieben=7 sieb=7 acht=8 neun=9 zehn=10 elf=11"
        " zwölf=12 zwanzig=20 dreißig=30 dreissig=30 vierzig=40 fünfzig=50 sechzig=60 siebzig=70 achtzig=80 neunzig=90"
        " anderthalb=1.5 einhalb=0.5",
        scales="hundert=100 tausend=1000 million=1000000 millionen=1000000 milliarde=1000000000 milliarden=1000000000"
        " billion=1000000000000 billionen=1000000000000 dutzend=12 mio=1000000 mrd=1000000000",
        plurals="dutzende=12 dutzenden=12 hunderte=100 hunderten=100 tausende=1000 tausenden=1000 zehntausende=10000"
        " zehntausenden=10000 hunderttausende=100000 hunderttausenden=100000",
        articles="ein eine einen einem einer eines",
        halves="halb=0.5 halbe=0.5 halben=0.5 halbes=0.5 viertel=0.25",
        nothing="kein, keine, keinen, keiner, keines, niemand, niemanden",
        several="mehrere einige paar",
        joint="und",
        joining="mit sowie samt",
        until="bis, bis zu, oder, -, –",
        between="zwischen=und von=bis",
        before={
            "LEAST": "mindestens, wenigstens, zumindest, nicht weniger als, minimal, ab",
            "MORE": "mehr als, über, gut, oberhalb von, knapp über, weit über, >",
            "MOST": "höchstens, bis zu, maximal, nicht mehr als, allenfalls",
            "LESS": "weniger als, unter, <",
            "NEARLY": "fast, knapp, beinahe, nahezu, annähernd",
            "ABOUT": "etwa, rund, ungefähr, circa, ca, zirka, schätzungsweise, geschätzt, an die, gegen, um die, ~",
        },
        after={"LEAST": "oder mehr, plus, +", "MOST": "oder weniger", "ABOUT": "oder so"},
        fillers="insgesamt, weitere, die, der, den, alle, nur, noch, eine, einer",
        groups="familie paar gruppe reihe menge vielzahl mannschaft team drittel teil besatzung zahl handvoll mehrheit klasse"
        " delegation einheit bus viertel hälfte serie",
        ordinals=r"(?:[0-9]+\.|\w+(?:zehnte|zigste|ßigste)[nrms]?|(?:erste|zweite|dritte|vierte|fünfte|sechste|siebte|achte|neunte|zehnte)[nrms]?"
        r"|letzte[nrms]?|zweimal|dreimal|einmal|drittel|doppelt)",
        nations="us=USD amerikanische=USD australische=AUD kanadische=CAD schweizer=CHF schwedische=SEK norwegische=NOK"
        " dänische=DKK tschechische=CZK kenianische=KES indische=INR mexikanische=MXN ägyptische=EGP",
        units=f"kronen={_CROWNS} rupien={_RUPEES} schilling={_SHILLINGS} złoty=PLN rand=ZAR lira=TRY dollar={_DOLLARS} euro=EUR pfund={_POUNDS}|lb yen=JPY yuan=CNY rubel=RUB|BYN franken=CHF prozent=% prozentpunkte="
        " kilometer=km kilometern=km meter=m metern=m meilen=mi hektar=ha tonnen=t tonne=t kilogramm=kg kilo=kg gramm=g liter=l"
        " grad= jahrzehnt= jahrzehnte= jahrzehnten= jahr=a jahre=a jahren=a monat=mo monate=mo monaten=mo woche=wk wochen=wk tag=d tage=d tagen=d stunde=h stunden=h"
        f" minute=min minuten=min sekunde=s sekunden=s uhr= mal= punkte= megawatt=MW {_SYMBOLS}",
        decimal=",",
        compounds=True,
    ),
    NumberWords(
        "es",
        values="cero=0 un=1 uno=1 una=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 once=11 doce=12 trece=13"
        " catorce=14 quince=15 dieciséis=16 diecisiete=17 dieciocho=18 diecinueve=19 veinte=20 veintiún=21 veintiuno=21"
        " veintiuna=21 veintidós=22 veintitrés=23 veinticuatro=24 veinticinco=25 veintiséis=26 veintisiete=27 veintiocho=28"
        " veintinueve=29 treinta=30 cuarenta=40 cincuenta=50 sesenta=60 setenta=70 ochenta=80 noventa=90 cien=100 ciento=100"
        " doscientos=200 doscientas=200 trescientos=300 trescientas=300 cuatrocientos=400 cuatrocientas=400 quinientos=500"
        " quinientas=500 seiscientos=600 seiscientas=600 setecientos=700 setecientas=700 ochocientos=800 ochocientas=800"
        " novecientos=900 novecientas=900",
        scales="mil=1000 millón=1000000 millones=1000000 billón=1000000000000 billones=1000000000000 docena=12 decena=10"
        " centenar=100 docenas=12 centenares=100",
        plurals="decenas=10 cientos=100 miles=1000 millares=1000",
        articles="un una",
        halves="medio=0.5 media=0.5 cuarto=0.25",
        nothing="ningún, ninguna, ninguno, nadie",
        several="varios varias unas unos pocas pocos",
        joint="y",
        joint_behind=10,
        joining="con e incluidos",
        of="de",
        until="a, o, -, –",
        between="entre=y de=a",
        before={
            "LEAST": "al menos, por lo menos, como mínimo, no menos de, un mínimo de",
            "MORE": "más de, por encima de, sobre, >",
            "MOST": "hasta, como máximo, a lo sumo, no más de, un máximo de",
            "LESS": "menos de, por debajo de, <",
            "NEARLY": "casi, cerca de",
            "ABOUT": "unos, unas, alrededor de, aproximadamente, cerca de, en torno a, unas, ~",
        },
        after={
            "LEAST": "o más, por lo menos, al menos, como mínimo, +",
            "MOST": "o menos, como máximo",
            "ABOUT": "aproximadamente",
        },
        fillers="un total de, otros, otras, los, las, todos, todas, solo, sólo, otro, otra",
        groups="familia pareja grupo par serie equipo tercio parte tripulación cuarto mitad mayoría cantidad número delegación",
        ordinals=r"(?:[0-9]+[ºª]|primer[oa]?s?|segund[oa]s?|tercer[oa]?s?|cuart[oa]s?|quint[oa]s?|últim[oa]s?|doble)",
        units=f"coronas={_CROWNS} rublos=RUB|BYN francos={_FRANCS} rupias={_RUPEES} reales=BRL soles=PEN dólar={_DOLLARS} dólares={_DOLLARS} euro=EUR euros=EUR libras={_POUNDS}|lb yenes=JPY yuanes=CNY pesos={_PESOS}"
        " por=% kilómetro=km kilómetros=km metro=m metros=m millas=mi hectáreas=ha toneladas=t kilos=kg kilogramos=kg litros=l"
        " grados= década= décadas= siglos= año=a años=a mes=mo meses=mo semana=wk semanas=wk día=d días=d hora=h horas=h minutos=min minuto=min"
        f" segundos=s veces= puntos= barriles= {_SYMBOLS}",
        decimal=",",
        homographs="media miles once",
    ),
    NumberWords("fr", values="deux=2 trois=3 quatre=4 cinq=5 dix=10", nothing="aucun, aucune, personne", decimal=","),
)


UNITS: Final = frozenset(
    code for row in NUMBER_WORDS for pair in row.units.split() for code in pair.partition("=")[2].split("|")
)
"""The codes of all units that have words."""


def numbered(words: str) -> Iterator[tuple[str, Decimal]]:
    """Yield the words of a list with their numbers."""
    for word in words.split():
        name, _, number = word.partition("=")
        yield name, Decimal(number)


def equivalents() -> Iterator[tuple[str, str]]:
    """Yield the words of all languages that mean a number or part of one, each with its digits or with itself.

    Not articles and other words that mean something else in another language.
    """
    for row in NUMBER_WORDS:
        excluded = {*row.homographs.split(), *row.articles.split()}
        for word, number in numbered(row.values):
            if word not in excluded:
                yield word, str(number)
        for pair in f"{row.scales} {row.plurals} {row.halves} {row.several}".split():
            word = pair.partition("=")[0]
            if word not in excluded:
                yield word, word


def words_for_nothing() -> Iterator[str]:
    """Yield the phrases of all languages for zero."""
    for row in NUMBER_WORDS:
        yield from (phrase.strip() for phrase in row.nothing.split(","))
