"""NC6xx: claims whose source, stance or occasion contradicts the text or the events, and quotations without claim."""
