"""NC4xx: times: dates that do not exist, or contradict the publication, each other or the quoted words."""
