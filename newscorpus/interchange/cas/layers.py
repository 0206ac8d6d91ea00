"""The types and layers of UIMA: those of DKPro Core that tools know, and those of newscorpus.

| layer | is |
| --- | --- |
| `webanno.custom.NewsSpan` | a label on words, as `own.reading` has them |
| `webanno.custom.NewsEvent` | an event, a claim, or a relation with its words; `arguments` links it to its parts |
| `webanno.custom.NewsRelation` | a relation of two spans; those that are `same` are of one actor |

In each, `properties` has a string for each attribute, identifier and note: `mark:named`, `ids:wikidata=Q148`,
`note:id=china`. Those of the words of a NewsEvent, and not of the event, begin with `words:`.
"""

from typing import Any, Final

NAMED_ENTITY: Final = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
META: Final = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
TOKEN: Final = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"  # noqa: S105 - no password
SENTENCE: Final = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
CHAIN: Final = "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceChain"
SPAN: Final = "webanno.custom.NewsSpan"
EVENT: Final = "webanno.custom.NewsEvent"
RELATION: Final = "webanno.custom.NewsRelation"
_LINK: Final = "webanno.custom.NewsEventArgumentsLink"
_STRING: Final = "uima.cas.String"
_ANNOTATION: Final = "uima.tcas.Annotation"


def type_system(cassis: Any) -> Any:
    """Return the type system of what newscorpus writes.

    Args:
        cassis: The library.
    """
    types = cassis.TypeSystem()
    _add(types, META, "uima.tcas.DocumentAnnotation", documentTitle=_STRING, documentId=_STRING, documentUri=_STRING)
    _add(types, SENTENCE, id=_STRING)
    _add(types, TOKEN, id=_STRING)
    _add(types, NAMED_ENTITY, value=_STRING, identifier=_STRING)
    _add(types, SPAN, label=_STRING)
    _add(types, EVENT, label=_STRING)
    _add(types, RELATION, label=_STRING, Governor=SPAN, Dependent=SPAN)
    _add(types, _LINK, "uima.cas.TOP", role=_STRING, target=_ANNOTATION)
    for name in (SPAN, EVENT, RELATION):
        types.create_feature(name, "properties", "uima.cas.StringArray")
    types.create_feature(EVENT, "arguments", "uima.cas.FSArray", elementType=_LINK)
    return types


def link_type(types: Any) -> Any:
    """Return the type of the links of events."""
    return types.get_type(_LINK)


def _add(types: Any, name: str, above: str = _ANNOTATION, **features: str) -> None:
    types.create_type(name, above)
    for feature, range_ in features.items():
        types.create_feature(name, feature, range_)
