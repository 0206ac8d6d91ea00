"""Codes of other standards, against pycountry, rfc3986 and the examples of RFC 5646."""

import json
import re
import string
from collections.abc import Iterable
from typing import Any

import pycountry
import rfc3986  # type: ignore[import-untyped]
from examples import findings
from hypothesis import given
from hypothesis import strategies as st
from rfc3986 import exceptions, validators

from newscorpus import Article, Place


def is_taken(model: type[Any], **fields: Any) -> bool:
    """Whether a constructor takes these values."""
    try:
        model(**fields)
    except ValueError:
        return False
    return True


def is_language(text: str) -> bool:
    """Whether the whole text is a language tag."""
    return is_taken(Article, id="a", language=text)


def is_url(text: str) -> bool:
    """Whether the whole text is a URL."""
    return is_taken(Article, id="a", url=text)


def test_countries_are_those_of_iso_and_kosovo() -> None:
    assigned = {country.alpha_2 for country in pycountry.countries}
    assert len(assigned) == 249
    pairs = {a + b for a in string.ascii_uppercase for b in string.ascii_uppercase}
    assert {code for code in pairs if is_taken(Place, name="x", country=code)} == assigned | {"XK"}
    assert not any(is_taken(Place, name="x", country=code) for code in ("cn", "CHN", "", "CN ", "CN\n"))


# RFC 5646, appendix A (and the grandfathered tags of section 2.1).
WELL_FORMED = """
    de fr ja i-enochian zh-Hant zh-Hans sr-Cyrl sr-Latn zh-cmn-Hans-CN cmn-Hans-CN zh-yue-HK yue-HK zh-Hans-CN sr-Latn-RS
    sl-rozaj sl-rozaj-biske sl-nedis de-CH-1901 sl-IT-nedis hy-Latn-IT-arevela de-DE en-US es-419 de-CH-x-phonebk
    az-Arab-x-AZE-derbend x-whatever qaa-Qaaa-QM-x-southern de-Qaaa sr-Latn-QM sr-Qaaa-RS en-US-u-islamcal zh-CN-a-myext-x-private
    en-a-myext-b-another
    und mul en EN en-us ast gsw-u-sd-chzh i-klingon I-KLINGON en-GB-oed en-gb-OED sgn-BE-FR art-lojban cel-gaulish no-bok zh-min
    zh-min-nan zh-xiang ar-a-aaa-b-bbb-a-ccc x-a-b-c de-1996-x-a pt-BR x-0
""".split()  # noqa: SIM905
ILL_FORMED = """
    de-419-DE a-DE a i x i-unknown x- -en en- en--US en_US english English german 12 e1 en-x en-a en-a-x-b en-u en-US-u-a
    en-Latn-Latn en-verylongsubtag en-US-GB en-ab1 es-41 de-abcd1-Latn zh-min-nan-abc-def x-toolongsubtag ＥＮ én deutſch
""".split()  # noqa: SIM905


def test_language_tags() -> None:
    for tag in WELL_FORMED:
        assert is_language(tag), tag
        assert is_language(tag.upper()), tag
        assert is_language(tag.lower()), tag


def test_no_language_tags() -> None:
    """What the grammar does not make is refused; so is a primary language of more than three letters, which none has."""
    for tag in [*ILL_FORMED, "", "en\n", " en", "en US"]:
        assert not is_language(tag), tag


GOOD_URLS = """
    http://example.com https://example.com/ HTTPS://EXAMPLE.COM/A http://localhost:8000 http://a/b?c=d#e http://a?x http://a#x
    https://www.bbc.co.uk/news/world-65896048 https://example.com/a/b.html?id=1&x[]=2#top https://user:pw@example.com:8080/
    http://192.0.2.1/ http://[2001:db8::1]:80/x https://xn--bcher-kva.example/ https://bücher.example/straße https://例え.jp/ニュース
    https://ru.example/новости/2023 https://example.com/it's-here https://example.com/(a)!*;,=+$@:~ https://example.com/100%
    https://example.com/%E2%80%9C https://example.com//a https://example.com/a/../b https://ex-ample.com.:443/ https://a/😀
""".split()  # noqa: SIM905
BAD_URLS = """
    example.com www.example.com //example.com/ /news http: http:/ http:// https:/// http://? http:///path http://:80/ http://@/
    https:/example.com http:example.com ftp://example.com/ file:///etc/passwd javascript:alert(1) mailto:a@example.com
    data:text/html,x http://a<b http://a/<b> http://a/"b" http://a/b\\c http://a\\b http://a/`b` http://a/{b} http://a/b|c http://a/^
    http://%@a http://a%2@b http://a:port/ http://a:123456/ http://a,b/ http://a@b@c/ http://[::1 http://[g]/ http://[] x-http://a xhttp://a ｈttp://a
""".split()  # noqa: SIM905


def test_urls() -> None:
    for url in GOOD_URLS:
        assert is_url(url), url


INVISIBLE = "\x00\t\n\r \x7f\x85\xa0\u200b\u200e\u2028\u202e\u3000\ufeff"


def test_no_urls() -> None:
    for url in [
        *BAD_URLS,
        *(f"http://a{c}b/" for c in INVISIBLE),
        *(f"http://a/b{c}" for c in INVISIBLE),
        " http://a",
        "",
    ]:
        assert not is_url(url), url


pieces = st.text(st.sampled_from(string.printable), max_size=12)
urls = st.builds("{}://{}{}".format, st.sampled_from(["http", "https", "ftp"]), pieces, pieces)


@given(urls | pieces)
def test_urls_agree_with_rfc_3986(text: str) -> None:
    """A URL has a scheme and a host for RFC 3986; and what RFC 3986 allows is refused only for its host or its port."""
    uri = rfc3986.uri_reference(text)
    if is_url(text):
        assert uri.scheme.lower() in {"http", "https"}
        assert uri.host
    elif valid_by_rfc_3986(uri) and not set(text) & set(
        ' \t\n\r\x0b\x0c"<>\\^`{|}'
    ):  # which rfc3986 lets pass in places
        assert set(uri.authority.rpartition("@")[2]) & set("!$&'()*+,;=:[")


def valid_by_rfc_3986(uri: rfc3986.URIReference) -> bool:
    parts = ("scheme", "userinfo", "host", "port", "path", "query", "fragment")
    strict = validators.Validator().allow_schemes("http", "https").require_presence_of("scheme", "host")
    try:
        strict.check_validity_of(*parts).validate(uri)
    except exceptions.RFC3986Exception:
        return False
    return bool(uri.host)


def instead(**fields: Any) -> dict[str | int, str]:
    """What the help says to write instead of wrong values of an article, by their fields or actors."""
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": "x", **fields}
    found = findings(json.dumps(article), ["NC108"], "a.json")
    said = {
        d.path[1] if d.path[0] == "actors" else d.path[0]: re.fullmatch("write `(.*)`", d.help or "") for d in found
    }
    return {name: match[1] for name, match in said.items() if match}


def test_what_other_codes_and_names_mean() -> None:
    def actors(field: str, values: Iterable[Any]) -> dict[str, Any]:
        return {"actors": {f"a{i}": {"name": "x", "kind": "country", field: one} for i, one in enumerate(values)}}

    every = list(pycountry.countries)
    for codes in ([one.alpha_3 for one in every], [one.alpha_3.lower() for one in every]):
        assert list(instead(**actors("country", codes)).values()) == [one.alpha_2 for one in every]
    names = {"China": "CN", "germany": "DE", "UK": "GB", "USA": "US", "South Korea": "KR", "Ivory Coast": "CI"}
    assert list(instead(**actors("country", [*names, "x"])).values()) == list(names.values())
    for one, meant in {"english": "en", "Chinese": "zh", "en_US": "en-US"}.items():
        assert instead(language=one) == {"language": meant}
    assert instead(language="Klingon") == {}
    addresses = ("https://www.wikidata.org/wiki/Q8333", "http://www.wikidata.org/entity/Q8333")
    right = [{"wikidata": one} for one in ("8333", "q8333", *addresses)]
    assert list(instead(**actors("ids", right)).values()) == ["Q8333"] * 4
    assert instead(**actors("ids", [{"wikidata": one} for one in ("https://example.org/Q8333", "Q0", "China")])) == {}
    assert instead(url="news.example/2022/a") == {"url": "https://news.example/2022/a"}
    assert instead(url="not a url") == instead(url="ftp://news.example") == {}
