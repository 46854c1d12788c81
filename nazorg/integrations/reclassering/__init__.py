"""The three probation organisations (3RO): does somebody stand under supervision, and whose."""
