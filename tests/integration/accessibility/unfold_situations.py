"""Opens the other situations of the page "Who accepts" with a screen reader and a keyboard.

A script for the system's Python. It prints one JSON document: what was announced, in order.

    unfold_situations.py -- COMMAND…
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict

from screen_reader import Atspi, ScreenReader, Stuck, describe

WAY_ON = "__qt__passive_wizardbutton1"


def walk(reader: ScreenReader, process: subprocess.Popen[bytes]) -> dict[str, object]:
    """What is heard on the way. Raises Stuck."""
    heard: dict[str, object] = {}

    def hear(key: str) -> None:
        heard[key] = asdict(describe(reader.wait_for(reader.focused, f"{key}: nothing has the focus")))

    reader.listen()
    reader.attach(process)
    reader.wait_for(lambda: reader.find("LanguagePage"), "the first page is not on screen")
    reader.wait_for(lambda: reader.find(WAY_ON), "no way on")
    reader.tab_to(WAY_ON)
    reader.press("Space")
    reader.wait_for(lambda: reader.find("PartiesPage"), "the page is not on screen")
    reader.tab_to("actor.email")
    reader.write("nobody")
    reader.press("Tab")
    reader.tab_to("actor.email")
    hear("wrong")
    reader.tab_to("other-situations")
    hear("folded")
    reader.press("Space")
    hear("unfolded")
    reader.tab_to("role-end-user")
    reader.press("Down")
    hear("role")
    reader.tab_to("rests_on")
    hear("rests_on")
    heard["rests_on_label"] = labels(reader.focused())
    reader.tab_to("import-earlier")
    hear("import")
    reader.tab_to("occasion-install")
    reader.press("Down", 3)
    hear("occasion")
    reader.tab_to("remote_computers")
    reader.write("12")
    hear("computers")
    return heard


def labels(node: Atspi.Accessible) -> list[str]:
    """What labels the control. A list's own name is its chosen entry (Qt on Linux)."""
    return [
        relation.get_target(index).get_name()
        for relation in node.get_relation_set()
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY
        for index in range(relation.get_n_targets())
    ]


def main() -> None:
    """Walk and print what was heard."""
    separator, *command = sys.argv[1:]
    if separator != "--":
        sys.exit("usage: unfold_situations.py -- COMMAND…")
    process = subprocess.Popen(command, env={**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"})
    try:
        heard = walk(ScreenReader(), process)
    except Stuck as failure:
        heard = {"failed": str(failure)}
    finally:
        process.kill()
    sys.stdout.write(json.dumps(heard, ensure_ascii=False))


if __name__ == "__main__":
    main()
