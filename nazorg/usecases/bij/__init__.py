"""BIJ: what is done with messages for the mayor. Never together with nazorg (L01)."""
