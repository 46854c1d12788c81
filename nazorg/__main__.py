"""The command `nazorg`: every part of the product starts here."""

from nazorg.commands.groep import nazorg


def main() -> None:
    """Run the command line; click turns refusals into an exit status."""
    nazorg(prog_name="nazorg")


if __name__ == "__main__":
    main()
