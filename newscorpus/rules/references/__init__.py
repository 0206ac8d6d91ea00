"""NC2xx: references: actors and events that the annotation names by id."""
