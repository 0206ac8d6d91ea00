"""NC5xx: events whose parties, statuses, relations, values or evidence contradict each other."""
