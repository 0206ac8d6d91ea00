"""Which country a name means: countries, well-known cities, and words for what belongs to a country, in English.

What may be two places (Georgia, Victoria) or is disputed is left out. Imports `code_names`.
"""

# ruff: noqa: E501 - lists of names

from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from newscorpus.models.code_names import country_meant
from newscorpus.text.patterns import pattern
from newscorpus.text.words import words_in

_NOT_NAMES: Final = words_in(
    "GE HK MO TW PS XK EH PR GL FO GU AS VI GF GP MQ RE YT NC PF PM BL MF AX SJ BQ CW AW SX AI BM FK GI GG JE IM KY MS"
    " PN SH TC VG TK NU CK NF CX CC HM IO TF GS AQ BV UM MP WF CD CG GN"
)
"""Codes of places that are also given the code of a state to which they belong, or that have the name of another."""
_DIRECTIONS: Final = pattern(r"(?:the )?(?:(?:north|south|east|west|-)+(?:ern)?|central|rural|mainland) ")
"""What is before the name of a country, for a part of it."""
_CITIES: Final = """
    AE Abu Dhabi, Dubai; AF Kabul, Kandahar; AL Tirana; AM Yerevan; AO Luanda; AR Buenos Aires; AT Vienna, Salzburg;
    AU Canberra, Sydney, Brisbane; AZ Baku; BA Sarajevo; BD Dhaka; BE Brussels, Antwerp, Ghent; BF Ouagadougou; BG Sofia;
    BH Manama; BI Bujumbura; BJ Cotonou; BR Brasília, Brasilia, São Paulo, Sao Paulo, Rio de Janeiro; BT Thimphu;
    BW Gaborone; BY Minsk; CA Ottawa, Toronto, Montreal, Vancouver; CD Kinshasa, Goma; CF Bangui; CG Brazzaville;
    CH Bern, Geneva, Zurich, Zürich, Basel; CI Abidjan, Yamoussoukro; CM Yaoundé, Douala; CN Beijing, Shanghai, Shenzhen,
    Guangzhou, Wuhan; CO Bogotá, Bogota, Medellín; CU Havana; CY Nicosia; CZ Prague, Brno; DE Berlin, Munich, Hamburg,
    Cologne, Frankfurt, Stuttgart; DK Copenhagen, Aarhus; DZ Algiers; EC Quito, Guayaquil; EE Tallinn; EG Cairo;
    ER Asmara; ES Madrid, Barcelona, Seville; ET Addis Ababa; FI Helsinki; FJ Suva; FR Paris, Marseille, Lyon, Toulouse,
    Strasbourg; GA Libreville; GB London, Edinburgh, Glasgow, Belfast, Cardiff, England, Scotland, Wales,
    Northern Ireland; GE Tbilisi; GH Accra; GM Banjul; GN Conakry; GR Athens, Thessaloniki; GT Guatemala City;
    HN Tegucigalpa; HR Zagreb; HT Port-au-Prince; HU Budapest; ID Jakarta; IE Dublin; IL Tel Aviv, Haifa; IN New Delhi,
    Delhi, Mumbai, Kolkata, Chennai, Bengaluru; IQ Baghdad, Mosul, Basra, Erbil; IR Tehran, Isfahan; IS Reykjavik,
    Reykjavík; IT Rome, Milan, Turin, Venice; JO Amman; JP Tokyo, Osaka, Kyoto, Hiroshima; KE Nairobi, Mombasa;
    KG Bishkek; KH Phnom Penh; KP Pyongyang; KR Seoul, Busan; KW Kuwait City; KZ Astana, Almaty; LA Vientiane; LB Beirut;
    LK Colombo; LR Monrovia; LT Vilnius; LV Riga; LY Benghazi; MA Rabat, Casablanca, Marrakesh; MD Chisinau; ME Podgorica;
    MG Antananarivo; MK Skopje; ML Bamako; MM Yangon, Naypyidaw; MN Ulaanbaatar; MR Nouakchott; MT Valletta; MV Malé;
    MW Lilongwe; MX Mexico City, Tijuana; MY Kuala Lumpur; MZ Maputo; NA Windhoek; NE Niamey; NG Abuja, Lagos,
    Maiduguri; NI Managua; NL Amsterdam, Rotterdam, The Hague, Utrecht; NO Oslo, Bergen; NP Kathmandu; NZ Auckland;
    OM Muscat; PA Panama City; PE Lima; PG Port Moresby; PH Manila; PK Islamabad, Karachi, Lahore, Peshawar; PL Warsaw,
    Kraków, Krakow, Gdańsk, Gdansk; PT Lisbon, Porto; PY Asunción; QA Doha; RO Bucharest; RS Belgrade; RU Moscow,
    St Petersburg, St. Petersburg, Vladivostok; RW Kigali; SA Riyadh, Jeddah; SD Khartoum; SE Stockholm, Gothenburg, Malmö;
    SI Ljubljana; SK Bratislava; SL Freetown; SN Dakar; SO Mogadishu; SR Paramaribo; SS Juba; SV San Salvador;
    SY Damascus, Aleppo; TD N’Djamena, N'Djamena; TG Lomé; TH Bangkok; TJ Dushanbe; TM Ashgabat; TN Tunis; TR Ankara,
    Istanbul, Izmir; TZ Dar es Salaam, Dodoma; UA Kyiv, Kiev, Kharkiv, Lviv, Mariupol; UG Kampala; US Washington, New York,
    Los Angeles, Chicago, Texas, California; UY Montevideo; UZ Tashkent; VE Caracas; VN Hanoi, Ho Chi Minh City; YE Sanaa;
    ZA Pretoria, Johannesburg, Cape Town; ZM Lusaka; ZW Harare
"""
"""Of each country its capital, other cities and parts that are known by their name alone."""
_ADJECTIVES: Final = """
    AF Afghan; AL Albanian; DZ Algerian; US American; AO Angolan; AR Argentine, Argentinian; AM Armenian; AU Australian;
    AT Austrian; AZ Azerbaijani; BD Bangladeshi; BY Belarusian; BE Belgian; BO Bolivian; BA Bosnian; BR Brazilian;
    GB British, Scottish, Welsh; BG Bulgarian; KH Cambodian; CM Cameroonian; CA Canadian; CL Chilean; CN Chinese;
    CO Colombian; HR Croatian; CU Cuban; CZ Czech; DK Danish; NL Dutch; EC Ecuadorian; EG Egyptian; ER Eritrean;
    EE Estonian; ET Ethiopian; FI Finnish; FR French; DE German; GH Ghanaian; GR Greek; HT Haitian; HN Honduran;
    HU Hungarian; IS Icelandic; IN Indian; ID Indonesian; IR Iranian; IQ Iraqi; IL Israeli; IT Italian; JM Jamaican;
    JP Japanese; JO Jordanian; KZ Kazakh; KE Kenyan; KW Kuwaiti; LV Latvian; LB Lebanese; LR Liberian; LY Libyan;
    LT Lithuanian; MY Malaysian; ML Malian; MT Maltese; MX Mexican; MD Moldovan; MN Mongolian; MA Moroccan; MZ Mozambican;
    NP Nepalese; NG Nigerian; NO Norwegian; PK Pakistani; PE Peruvian; PH Philippine, Filipino; PL Polish; PT Portuguese;
    QA Qatari; RO Romanian; RU Russian; RW Rwandan; SA Saudi; SN Senegalese; RS Serbian; SG Singaporean; SK Slovak;
    SI Slovenian; SO Somali; ES Spanish; SD Sudanese; SE Swedish; CH Swiss; SY Syrian; TH Thai; TN Tunisian; TR Turkish;
    UG Ugandan; UA Ukrainian; UY Uruguayan; UZ Uzbek; VE Venezuelan; VN Vietnamese; YE Yemeni; ZM Zambian; ZW Zimbabwean;
    AE Emirati; BB Barbadian; BF Burkinabe; BH Bahraini; BI Burundian; BJ Beninese; BN Bruneian; BS Bahamian; BT Bhutanese;
    BW Botswanan; CI Ivorian; CR Costa Rican; CV Cape Verdean; CY Cypriot; DJ Djiboutian; FJ Fijian; GA Gabonese; GE Georgian;
    GM Gambian; GT Guatemalan; GY Guyanese; IE Irish; KG Kyrgyz; KM Comorian; KP North Korean; KR South Korean; LA Laotian;
    LK Sri Lankan; LU Luxembourgish; ME Montenegrin; MG Malagasy; MK Macedonian; MM Burmese; MR Mauritanian; MU Mauritian;
    MV Maldivian; MW Malawian; NA Namibian; NE Nigerien; NI Nicaraguan; OM Omani; PA Panamanian; PY Paraguayan; SL Sierra Leonean;
    SR Surinamese; SS South Sudanese; SV Salvadoran, Salvadorean; TD Chadian; TG Togolese; TJ Tajik; TL Timorese; TM Turkmen;
    TT Trinidadian; TZ Tanzanian; US US, U.S.; GB UK, English; WS Samoan; ZA South African
"""
"""Of each country the words for what belongs to it."""


@lru_cache(maxsize=4096)  # names of countries and places recur in a corpus
def country_named(name: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of the country that an English name means: `northern Kenya`, `the Netherlands`.

    None if it is not the name of a country, or that of another place too.
    """
    plain = _DIRECTIONS.sub("", name.strip(), count=1).removeprefix("the ").removeprefix("The ")
    code = country_meant(plain) if len(plain) > _LONGEST_CODE and plain[:1].isupper() else None
    return None if code in _NOT_NAMES else code


_LONGEST_CODE: Final = 3


def country_of_city(name: str) -> str | None:
    """Return the code of the country in which a well-known city or part of a country is; None if it is not known."""
    return _listed(_CITIES).get(_DIRECTIONS.sub("", name.strip(), count=1))


def country_of_place(name: str) -> str | None:
    """Return the code of the country in which a city is that has its name alone; None if it is not known.

    For what is known to be a place: some of the names are also words, or names of people.
    """
    plain = _DIRECTIONS.sub("", name.strip(), count=1).replace("'", "’")
    known = _listed(_CITIES).get(plain)
    at = _cities().find(f"\n{plain}=") if plain and known is None else -1
    end = at + len(plain) + len("\n=")
    return known if at < 0 else _cities()[end : end + 2]


@cache
def _cities() -> str:
    """Cities of 75,000 people and more from GeoNames, with the codes of their countries: see LICENSE."""
    return files("newscorpus.models").joinpath("cities.txt").read_text(encoding="utf-8")


def country_of_adjective(word: str) -> str | None:
    """Return the code of the country to which belongs what a word describes: `Kenyan`; None if it is not known."""
    return _listed(_ADJECTIVES).get(word)


def countries_described(words: str) -> dict[str, str]:
    """Return the codes of the countries that the words of a description name, each with the word: `an Estonian firm`."""
    found: dict[str, str] = {}
    before = ""
    for word in _WORD.findall(_REGION.sub(" ", words)):
        named = [f"{before} {word}"] if before[:1].isupper() and before != "The" else []
        named += [word] if before not in _CONTINENTS else []
        for one in named:
            code = country_of_adjective(one) or (country_named(one) if one[0].isupper() else None)
            if code:
                found[code] = one
                break
        before = word
    return found


_REGION: Final = pattern(
    r"\b(?:Niger (?:Delta|River|State)|(?:Gulf|Bay|Valley|Basin) of [A-Z]\w+|Gulfs? of [A-Z]\w+|Seas? of [A-Z]\w+"
    r"|(?:East|South) China Sea|China Sea|English Channel|Irish Sea|Norwegian Sea|Philippine Sea|Persian Gulf"
    r"|Arabian (?:Sea|Peninsula)|Indian Ocean|New (?:Mexico|England|South Wales)|Congo (?:River|Basin)|Panama (?:Canal|City)"
    r"|Jordan (?:River|Valley)|(?:River|Lake) [A-Z]\w+|Lake of [A-Z]\w+|Chad Basin|Lebanon Valley|Panama Papers"
    r"|(?:Georgia|Mexico|Jersey|Guinea)(?=, U\.?S)|Iberian Peninsula|Horn of [A-Z]\w+|Strait of [A-Z]\w+)\b"
)
"""Regions, waters and the like whose names contain that of a country, and which are of others, too."""
_WORD: Final = pattern(r"(?<!-)(?:U\.S\.|[^\W\d_]+)(?![\w-])")
"""A word without a hyphen: `pro-Iranian` is not what belongs to Iran."""
_CONTINENTS: Final = words_in("Latin South North Central Native African East West Anglo New Northern ethnic Ethnic")
"""What makes another word of one for a country: `Latin American`, `West African`, `ethnic Albanian`."""


@cache
def _listed(rows: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in " ".join(rows.split()).split(";"):
        code, names = row.strip().split(" ", 1)
        found.update(dict.fromkeys((name.strip() for name in names.split(",")), code))
    return found
