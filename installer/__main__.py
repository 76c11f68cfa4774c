"""`python -m installer`: the command `assent`."""

from installer.cli.main import main

if __name__ == "__main__":
    main()
