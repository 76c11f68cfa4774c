"""The stand-alone verifier: one file, reproducible, and of one mind with the program."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from helpers.forging import CORPUS, PLAIN, WHOLE, resigned
from helpers.golden import GOLDEN, KEY
from helpers.loading import load_script
from helpers.paper_log import FIRST_KEY, WITNESS_KEY, WITNESS_NAME

from installer.evidence.envelope import encode_statement
from installer.evidence.predicates import texts_of
from installer.evidence.verify import Verification, verify
from installer.evidence.witness import WitnessKey

ROOT = Path(__file__).parents[3]
WITNESS = WitnessKey(WITNESS_NAME, WITNESS_KEY.public).text
# Loads the file as a module, without the program or its libraries anywhere near, and judges many receipts.
DRIVER = """
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location("alone", sys.argv[1])
alone = importlib.util.module_from_spec(spec)
spec.loader.exec_module(alone)
sys.meta_path.insert(0, alone.Shelf())
import msgspec, msgspec.json, msgspec.structs
from installer.evidence.verify import verify
for path in sys.argv[2:]:
    with open(path, "rb") as file:
        found = verify(file.read())
    checks = [(check.id, check.status.value, check.detail) for check in found.checks]
    print(json.dumps([found.result.name, checks, found.proven, found.not_proven]))
names = [module.__name__ for module in list(sys.modules.values()) if module.__name__.startswith("installer")]
foreign = [name for name in names if not type(sys.modules[name].__loader__).__name__ == "Shelf"]
assert not foreign and type(sys.modules["msgspec"].__loader__).__name__ == "Shelf", foreign
"""


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built file, far from the checkout."""
    path = tmp_path_factory.mktemp("alone") / "verify_receipt.py"
    command = [sys.executable, str(ROOT / "scripts" / "make_verifier.py"), "--out", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


def run(alone: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(alone), *(str(argument) for argument in arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=alone.parent)


def judged(alone: Path, paths: list[Path]) -> list[Any]:
    command = [sys.executable, "-I", "-c", DRIVER, str(alone), *(str(path) for path in paths)]
    output = subprocess.run(command, check=True, capture_output=True, text=True, cwd=alone.parent).stdout
    return [json.loads(line) for line in output.splitlines()]


def outcome(found: Verification) -> list[Any]:
    """As the driver prints it. What a parser says in its own words is cut to the code of the refusal."""
    checks = [[check.id, check.status.value, check.detail] for check in found.checks]
    return [found.result.name, checks, list(found.proven), list(found.not_proven)]


def without_parser_words(judgement: list[Any]) -> list[Any]:
    result, checks, proven, not_proven = judgement
    cut = [
        [name, status, detail.partition(":")[0] if "statement-malformed" in detail else detail]
        for name, status, detail in checks
    ]
    return [result, cut, proven, not_proven]


def test_it_is_built_with_the_same_bytes_each_time(alone: Path) -> None:
    assert (
        alone.read_text("utf-8")
        == load_script("make_verifier.py").build()
        == load_script("make_verifier.py").build()
    )


def test_it_holds_the_program_s_modules_word_for_word(alone: Path) -> None:
    text = alone.read_text("utf-8")
    names = load_script("make_verifier.py").needed(load_script("make_verifier.py").ENTRIES)
    assert "installer.evidence.verify.recipe" in names
    for name in names:
        assert load_script("make_verifier.py")._path(name).read_text("utf-8") in text, name


def test_it_judges_every_receipt_as_the_program_does(alone: Path, tmp_path: Path) -> None:
    """Good and bad: the corpus, every kind of statement, flips at a stride, and a shortened file."""
    paths = [PLAIN, WHOLE, *sorted(CORPUS.glob("*/*"))]
    plain = PLAIN.read_bytes()
    for kind, (subjects, predicate) in GOLDEN.items():
        data = resigned(plain, KEY, encode_statement(subjects, kind, predicate))
        if not texts_of(predicate):
            data = data.replace(
                plain[plain.index(b'"texts":') : plain.index(b',"timestamps"')], b'"texts":[]'
            )
        paths.append(tmp_path / f"{kind.name}.json")
        paths[-1].write_bytes(data)
        assert verify(data).valid
    whole = WHOLE.read_bytes()
    for step, position in enumerate(range(0, len(whole), 61)):
        bad = bytearray(whole)
        bad[position] ^= 1 << step % 8
        paths.append(tmp_path / f"flip-{position}.json")
        paths[-1].write_bytes(bad)
    for path, found in zip(paths, judged(alone, paths), strict=True):
        expected = outcome(verify(path.read_bytes()))
        assert without_parser_words(found) == without_parser_words(expected), path


def test_it_ends_with_the_statuses_of_the_command(alone: Path, tmp_path: Path) -> None:
    enrolled = (WHOLE, "--policy", "enrolled")
    anchored = (WHOLE, "--policy", "anchored", "--key", FIRST_KEY.id)
    pem = tmp_path / "keys.pem"
    pem.write_text(FIRST_KEY.public.pem)
    for status, arguments in (
        (0, (WHOLE,)),
        (0, (*enrolled, "--key", FIRST_KEY.id)),
        (0, (*enrolled, "--key", FIRST_KEY.public.text)),
        (0, (*enrolled, "--key", pem)),
        (0, (*anchored, "--witness", WITNESS)),
        (1, (CORPUS / "other-person" / "receipt.assent.json",)),
        (2, (*enrolled, "--key", "0" * 64)),
        (3, (CORPUS / "later-format" / "receipt.assent.json",)),
        (4, ()),
        (4, ("missing.json",)),
        (4, enrolled),
        (4, anchored),
        (4, (*enrolled, "--key", "no key")),
    ):
        found = run(alone, *arguments)
        assert found.returncode == status, (arguments, found.stdout, found.stderr)
        assert "Traceback" not in found.stderr


def test_it_says_the_same_to_a_machine_as_the_command(alone: Path) -> None:
    from installer.cli.verify import document

    found = json.loads(run(alone, WHOLE, "--json").stdout)
    expected = document(verify(WHOLE.read_bytes()))
    assert found["valid"] is True
    assert found["checks"] == expected["checks"]
    for claims in ("proven", "not_proven"):
        assert [claim["id"] for claim in found[claims]] == [claim["id"] for claim in expected[claims]]  # type: ignore[attr-defined]
    assert run(alone, WHOLE, "--lang", "hu").stdout != run(alone, WHOLE, "--lang", "en").stdout


@pytest.mark.parametrize(
    "value",
    [
        *(
            0,
            1,
            -1,
            2**53 - 1,
            0.0,
            -0.0,
            1.5,
            -1.5,
            100.0,
            1e20,
            1e21,
            1.5e21,
            1e-6,
            1e-7,
            1.25e-7,
            123456.789,
        ),
        *(5e-324, 1.7976931348623157e308, 333333333.33333329, 4.5, 0.002, 1e30),
        *(
            "a",
            '"\\\b\f\n\r\t\u0001\u001f\u007f',
            "\u20ac\U0001f600",
            {"\ue000": 1, "\U00010000": 2},
            [None, True],
        ),
    ],
)
def test_its_canonical_form_is_the_library_s(value: object) -> None:
    import rfc8785

    module = load_script("verifier/rfc8785_stand_in.py")
    assert module.dumps(value) == rfc8785.dumps(value)  # type: ignore[arg-type] # any JSON
    for bad in (2**53, float("nan"), {1: 2}, {"\ud800": 1}, object()):
        with pytest.raises(ValueError):  # noqa: PT011 - its own, and that of the encoder
            module.dumps(bad)
