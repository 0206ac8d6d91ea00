"""NC2xx: references: actors and events that the annotation names by id."""

from newscorpus.rules.references.ids import id_used_twice, unknown_actor, unknown_event, unused_actor
from newscorpus.rules.references.relations import (
    duplicate_event,
    relation_circle,
    self_reference,
)
from newscorpus.rules.references.roles import actor_in_two_roles, registry_contradiction, role_in_person

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
)
