"""`python -m installer`: the command `assent`."""

from installer.cli.main import start

if __name__ == "__main__":
    start()
