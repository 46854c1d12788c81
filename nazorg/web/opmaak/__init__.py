"""From what a use case returns to what a template shows: words, links and shapes. No decision."""
