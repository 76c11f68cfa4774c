"""A whole small edition, with products, rules and acceptance, in any languages of `scripts_of_the_world`.

The texts are those; every other sentence is the same in each language, with the language's tag before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers import agreements
from helpers.scripts_of_the_world import TEXTS
from helpers.terms import SOUND

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from installer.agreement.edition import Edition

ID = "pact/2024-01-01"
PRODUCT = "drill"


def rented(
    root: Path, languages: tuple[str, ...], *, prevailing: str, texts: Mapping[str, str] | None = None
) -> Edition:
    """The edition under `root`, signed by the publisher that the program trusts; `texts` stand for others."""
    edition = agreements.make_edition(
        root,
        ID,
        {language: (texts or TEXTS).get(language, TEXTS[language]) for language in languages},
        prevailing=prevailing,
        documents=_documents(languages, prevailing=prevailing),
    )
    agreements.sign(root / ID)
    return edition


def _documents(languages: Iterable[str], *, prevailing: str) -> dict[str, str]:
    def words(key: str, text: str) -> str:
        return "\n".join(f"{key}.{language} = '{language} {text}'" for language in languages)

    cite = 'cite = ["precedence/p1"]'
    products = f"""
type = "assent/products"
version = 1
edition = "{ID}"
[sets]
[[product]]
id = "{PRODUCT}"
group = "title"
kind = "system"
host = true
{words("name", "product")}
{words("subject", "product")}
{words("used_with", "product")}
[[component]]
id = "bit"
products = ["{PRODUCT}"]
{words("name", "component")}
"""
    sound = (SOUND / "rules.toml").read_text("utf-8").partition("[phrases]")[2].partition("[[")[0]
    phrases = re.findall(r"(?m)^([a-z-]+)\.en = '(.*)'$", sound)
    rules = f"""
type = "assent/rules"
version = 1
edition = "{ID}"
fact = []
quantity = []
[phrases]
{chr(10).join(words(name, pattern) for name, pattern in phrases)}
[[rule]]
id = "general"
answer = "general"
category = "general"
sections = ["title", "precedence"]
{cite}
{words("text", "general")}
[[rule]]
id = "own"
answer = "own"
category = "general"
{cite}
{words("text", "own")}
"""
    acceptance = f"""
type = "assent/acceptance"
version = 1
[[capacities]]
id = "self"
{cite}
{words("title", "self")}
{words("text", "self, said in full")}
[[affirmations]]
id = "agreement"
capacities = ["self"]
when = "always"
names_edition = true
{cite}
{words("text", "yes")}
"""
    if prevailing != "none":
        acceptance += f"""
[[affirmations]]
id = "prevails"
capacities = ["self"]
when = "translation-shown"
{cite}
{words("text", "prevails")}
"""
    return {"products.toml": products, "rules.toml": rules, "acceptance.toml": acceptance}
