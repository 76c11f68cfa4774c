"""Verify a receipt (*.assent.json) offline: one file, which needs Python 3.11 and `cryptography`.

    python verify_receipt.py FILE [--key KEY] [--policy enrolled] [--witness KEY] [--lang hu] [--json]

Exit status: 0 it holds · 1 it was changed · 2 it holds, but below the asked policy · 3 of another
version, cannot be judged · 4 usage. The modules below are those of the program itself, word for word;
the libraries that they import besides are replaced by small ones: two by the standard library alone, the
one for signatures by `cryptography`, which is another than the program's own.
Timestamps are only checked for being whole: for more use the program.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.abc
import importlib.machinery
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from types import ModuleType

    from installer.evidence.verify import Verification
    from installer.evidence.witness import WitnessKey
    from installer.i18n import Translator

PACKAGES: Final[tuple[str, ...]] = ()
HUNGARIAN: Final[dict[str, str]] = {}
SOURCES: Final[dict[str, str]] = {}
USAGE: Final = 4
LIMIT: Final = 16 * 1024 * 1024 + 1


class Shelf(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the modules of `SOURCES`, before any others of the same names."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Where a module comes from; None for one that is not ours."""
        del path, target
        if fullname not in SOURCES:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=fullname in PACKAGES)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's source."""
        source = SOURCES[module.__name__]
        exec(compile(source, f"<{module.__name__}>", "exec"), module.__dict__)  # noqa: S102 - it stands in this file


class Tr:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, message: str) -> str:
        """The message in the language; in English where it is not translated."""
        return HUNGARIAN.get(message, message) if self.language == "hu" else message


def translator(language: str) -> Translator:
    """What the program's tables of words take."""
    return cast("Translator", Tr(language))


class Parser(argparse.ArgumentParser):
    """Ends with the status for wrong use."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and leave."""
        self.exit(USAGE, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str]) -> int:
    """Verify; the exit status."""
    options = _options(arguments)
    sys.meta_path.insert(0, Shelf())
    for name in ("msgspec.json", "msgspec.structs"):
        importlib.import_module(name)
    from installer.errors import AssentError
    from installer.evidence.trust import Trust, read_trust, read_witnesses
    from installer.evidence.verify import Policy, verify
    from installer.evidence.witness import WitnessKey as Witness

    def witnesses(text: str) -> Collection[WitnessKey]:
        return read_witnesses(Path(text)) if Path(text).is_file() else {Witness.from_text(text)}

    def keys(text: str) -> Collection[str]:
        return read_trust(Path(text)) if Path(text).is_file() else {key_id(text)}

    try:
        with options.file.open("rb") as file:
            data = file.read(LIMIT)
        trust = Trust(
            keys=frozenset(one for text in options.key for one in keys(text)),
            witnesses=frozenset(one for text in options.witness for one in witnesses(text)),
        )
    except (OSError, AssentError) as exc:
        sys.stderr.write(f"{exc}\n")
        return USAGE
    policy = Policy(options.policy)
    if policy is not Policy.CONSISTENT and not trust.keys:
        sys.stderr.write("this policy needs --key\n")
        return USAGE
    if policy is Policy.ANCHORED and not trust.witnesses:
        sys.stderr.write("this policy needs --witness\n")
        return USAGE
    verification = verify(data, policy, trust)
    say = _say_json if options.json else _say
    say(verification, translator(options.lang))
    return int(verification.result.value)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = Parser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="the receipt")
    parser.add_argument(
        "--key", action="append", default=[], help="a key that you trust: its id, its base64, or a PEM file"
    )
    parser.add_argument("--witness", action="append", default=[], help="a witness that you trust")
    parser.add_argument("--policy", choices=["consistent", "enrolled", "anchored"], default="consistent")
    parser.add_argument("--lang", choices=["en", "hu"], default="en")
    parser.add_argument("--json", action="store_true", help="for machines")
    return parser.parse_args(arguments)


def key_id(text: str) -> str:
    """The id of a key that is given by its id or by its base64. Raises AssentError for neither."""
    from installer.evidence.keys import PublicKey

    plain = len(text) == 64 and all(digit in "0123456789abcdef" for digit in text)  # noqa: PLR2004 - hex
    return text if plain else str(PublicKey.from_text(text).id)


def _say_json(verification: Verification, tr: Translator) -> None:
    from installer.evidence import words

    def claims(
        ids: Sequence[str], table: Callable[[Translator], Mapping[str, str]]
    ) -> list[dict[str, object]]:
        said = {language: table(translator(language)) for language in ("hu", "en")}
        return [{"id": name, "text": {key: said[key][name] for key in said}} for name in ids]

    del tr
    document = {
        "valid": verification.valid,
        "checks": [
            {"id": check.id, "status": check.status.value, "detail": check.detail}
            for check in verification.checks
        ],
        "proven": claims(verification.proven, words.proven),
        "not_proven": claims(verification.not_proven, words.not_proven),
    }
    sys.stdout.buffer.write(json.dumps(document, ensure_ascii=False).encode() + b"\n")


def _say(verification: Verification, tr: Translator) -> None:
    from installer.evidence import words

    name = verification.result.name.lower()
    lines = [
        words.policies(tr)[verification.failed] if name == "below_policy" else words.results(tr)[name],
        "",
    ]
    names, marks = words.checks(tr), words.statuses(tr)
    for number, check in enumerate(verification.checks, 1):
        lines.append(f"{number:>3}. {names[check.id]}: {marks[words.mark(check)]}")
        if check.detail:
            lines.append(f"     {printable(check.detail)}")
    for title, ids, table in (
        ("+", verification.proven, words.proven(tr)),
        ("-", verification.not_proven, words.not_proven(tr)),
    ):
        lines += ["", *(f"{title} {table[one]}" for one in ids)]
    sys.stdout.buffer.write("\n".join(lines).encode() + b"\n")


def printable(text: str) -> str:
    """Text from a file, without what could steer a terminal."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
