"""Reference data of the BIJ compartment: categories, times and texts, each with its source."""
