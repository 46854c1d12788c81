"""The room of the mayor: an application of its own under /bij, with nothing of nazorg in it."""
