"""Watching the streams: gaps, silence, counts of the source, alarms, figures for a monitor."""
