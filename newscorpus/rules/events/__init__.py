"""NC5xx: events whose parties, statuses, relations, values or evidence contradict each other."""

from newscorpus.rules.events.absences import participant_was_absent
from newscorpus.rules.events.borrowed import borrowed_evidence
from newscorpus.rules.events.casualties import casualties_of_another_kind, counted_twice
from newscorpus.rules.events.countries import code_of_another_country, code_of_elsewhere
from newscorpus.rules.events.counts import count_against_words, quantity_against_words
from newscorpus.rules.events.deeds import role_unlike_verb
from newscorpus.rules.events.evidence import (
    evidence_denies_event,
    evidence_only_headline,
    evidence_without_participant,
    shared_evidence,
)
from newscorpus.rules.events.likelihood import accused_as_agent, cancelled_yet_caused, status_unlike_certainty
from newscorpus.rules.events.links import relation_unlike_types
from newscorpus.rules.events.outcomes import status_against_words
from newscorpus.rules.events.parties import (
    incomplete_visit,
    meeting_of_one,
    refused_by_nobody,
    roles_of_no_person,
    unknown_kind,
)
from newscorpus.rules.events.places import country_of_nothing, place_of_something_else
from newscorpus.rules.events.relation_words import relation_unlike_words
from newscorpus.rules.events.sides import role_unlike_type
from newscorpus.rules.events.sources import count_of_another_source
from newscorpus.rules.events.statuses import part_without_whole, prevented_yet_real, replaces_valid_event
from newscorpus.rules.events.strangers import doer_left_out
from newscorpus.rules.events.things import currency_of_elsewhere, thing_of_another_sort
from newscorpus.rules.events.title_words import title_unlike_evidence
from newscorpus.rules.events.titles import number_not_in_text, title_unlike_roles, title_used_twice
from newscorpus.rules.events.triggers import trigger_left_out, trigger_of_something_else
from newscorpus.rules.events.types import type_unlike_words
from newscorpus.rules.events.unconnected import unconnected_events
from newscorpus.rules.events.uncounted import uncounted_casualties
from newscorpus.rules.events.values import country_without_code, reversed_count
from newscorpus.rules.events.voices import roles_swapped

RULES = (
    meeting_of_one,
    incomplete_visit,
    refused_by_nobody,
    prevented_yet_real,
    replaces_valid_event,
    reversed_count,
    part_without_whole,
    country_without_code,
    roles_of_no_person,
    count_against_words,
    quantity_against_words,
    evidence_without_participant,
    evidence_denies_event,
    shared_evidence,
    evidence_only_headline,
    unknown_kind,
    status_against_words,
    casualties_of_another_kind,
    count_of_another_source,
    counted_twice,
    title_used_twice,
    number_not_in_text,
    code_of_another_country,
    code_of_elsewhere,
    roles_swapped,
    type_unlike_words,
    cancelled_yet_caused,
    status_unlike_certainty,
    accused_as_agent,
    borrowed_evidence,
    role_unlike_verb,
    thing_of_another_sort,
    participant_was_absent,
    title_unlike_roles,
    currency_of_elsewhere,
    role_unlike_type,
    relation_unlike_types,
    place_of_something_else,
    country_of_nothing,
    trigger_of_something_else,
    trigger_left_out,
    title_unlike_evidence,
    relation_unlike_words,
    unconnected_events,
    doer_left_out,
    uncounted_casualties,
)
