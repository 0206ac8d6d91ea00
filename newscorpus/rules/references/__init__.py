"""NC2xx: references: actors and events that the annotation names by id."""

from newscorpus.rules.references.doubles import actor_listed_twice
from newscorpus.rules.references.ids import id_used_twice, unknown_actor, unknown_event, unused_actor
from newscorpus.rules.references.owners import relation_unlike_words
from newscorpus.rules.references.relations import (
    duplicate_event,
    redundant_relation,
    relation_circle,
    self_reference,
)
from newscorpus.rules.references.roles import actor_in_two_roles, registry_contradiction, role_in_person
from newscorpus.rules.references.similar import similar_event
from newscorpus.rules.references.sorts import kind_unlike_name, sector_unlike_name
from newscorpus.rules.references.unlisted import surname_not_listed

RULES = (
    unknown_actor,
    unknown_event,
    id_used_twice,
    unused_actor,
    actor_in_two_roles,
    role_in_person,
    self_reference,
    relation_circle,
    registry_contradiction,
    duplicate_event,
    redundant_relation,
    similar_event,
    kind_unlike_name,
    sector_unlike_name,
    relation_unlike_words,
    actor_listed_twice,
    surname_not_listed,
)
