"""A refusal by the domain: expected, explained in Dutch, never a bug."""


class Weigering(Exception):  # noqa: N818 - it is the domain saying no, not an error
    """The domain says no. The text is meant for the person who asked and never repeats input."""
