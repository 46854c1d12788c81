"""Plan meetings, put people on the agenda, and write down what was agreed."""
