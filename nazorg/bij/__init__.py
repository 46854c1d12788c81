"""BIJ, information for the mayor: another compartment, which knows only kern and berichten."""
