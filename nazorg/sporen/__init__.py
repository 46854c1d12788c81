"""Traces (OpenTelemetry): what took how long, and by which message. Nothing about a person."""
