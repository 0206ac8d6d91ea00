"""The data model: frozen attrs classes, whose fields are annotated with type, constraints and meaning."""

from newscorpus.models.actor import Actor, merged
from newscorpus.models.article import FORMAT, Annotation, Article, Waiver, mentions_of, text_of
from newscorpus.models.claim import Claim
from newscorpus.models.corpus import Corpus, manifest_of
from newscorpus.models.count import Count, Estimate
from newscorpus.models.event import KINDS, Event, Incident, Meeting
from newscorpus.models.manifest import (
    DEFAULT_GLOBS,
    DEFAULT_MANIFEST,
    MANIFEST,
    Attribute,
    AttributeDeclarations,
    Checks,
    Expect,
    KindWords,
    Manifest,
    Publication,
    Vocabularies,
)
from newscorpus.models.quantity import Quantity
from newscorpus.models.todo import Todo
from newscorpus.models.values import ActorRelation, Participant, Place, Quote, Role, Thing, When

__all__ = [
    "DEFAULT_GLOBS",
    "DEFAULT_MANIFEST",
    "FORMAT",
    "KINDS",
    "MANIFEST",
    "Actor",
    "ActorRelation",
    "Annotation",
    "Article",
    "Attribute",
    "AttributeDeclarations",
    "Checks",
    "Claim",
    "Corpus",
    "Count",
    "Estimate",
    "Event",
    "Expect",
    "Incident",
    "KindWords",
    "Manifest",
    "Meeting",
    "Participant",
    "Place",
    "Publication",
    "Quantity",
    "Quote",
    "Role",
    "Thing",
    "Todo",
    "Vocabularies",
    "Waiver",
    "When",
    "manifest_of",
    "mentions_of",
    "merged",
    "text_of",
]
