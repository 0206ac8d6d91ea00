"""NC5xx: events whose parties, statuses, relations, values or evidence contradict each other."""

from newscorpus.rules.events.allegations import status_unlike_certainty
from newscorpus.rules.events.casualties import casualties_of_another_kind, counted_twice
from newscorpus.rules.events.countries import code_of_another_country, code_of_elsewhere
from newscorpus.rules.events.counts import count_against_words, quantity_against_words
from newscorpus.rules.events.likelihood import accused_as_agent, cancelled_yet_caused
from newscorpus.rules.events.outcomes import status_against_words
from newscorpus.rules.events.parties import (
    incomplete_visit,
    roles_of_no_person,
)
from newscorpus.rules.events.places import country_of_nothing
from newscorpus.rules.events.statuses import part_without_whole, prevented_yet_real, replaces_valid_event
from newscorpus.rules.events.titles import number_not_in_text, title_used_twice
from newscorpus.rules.events.uncounted import uncounted_casualties
from newscorpus.rules.events.values import country_without_code, reversed_count

RULES = (
    incomplete_visit,
    prevented_yet_real,
    replaces_valid_event,
    reversed_count,
    part_without_whole,
    country_without_code,
    roles_of_no_person,
    count_against_words,
    quantity_against_words,
    status_against_words,
    casualties_of_another_kind,
    counted_twice,
    title_used_twice,
    number_not_in_text,
    code_of_another_country,
    code_of_elsewhere,
    cancelled_yet_caused,
    status_unlike_certainty,
    accused_as_agent,
    country_of_nothing,
    uncounted_casualties,
)
