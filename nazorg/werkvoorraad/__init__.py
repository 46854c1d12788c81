"""Today's work: which tasks follow from what we know, when they are due, and why."""
