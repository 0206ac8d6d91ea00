"""NC4xx: times: dates that do not exist, or contradict the publication, each other or the quoted words."""

from newscorpus.rules.times import dates, misdated, publication, relations, wording

RULES = (
    dates.no_such_day,
    dates.reversed_interval,
    publication.occurred_after_publication,
    publication.planned_before_publication,
    publication.ongoing_at_another_time,
    relations.after_what_is_later,
    relations.part_outside_whole,
    relations.effect_before_cause,
    wording.words_against_date,
    wording.date_finer_than_words,
    publication.published_in_future,
    publication.published_unlike_url,
    publication.dateline_of_another_day,
    wording.readable_time_unknown,
    misdated.publication_unlike_times,
)
