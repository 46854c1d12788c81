"""The web site: routes parse and render, templates draw view models, nothing here decides."""
