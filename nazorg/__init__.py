"""nazorg: from detention notice to today's work at the gemeente."""
