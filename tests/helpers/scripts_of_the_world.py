# ruff: noqa: RUF001 - letters of other scripts look like Latin ones to somebody who reads only those
"""Small agreements in languages written from right to left, without spaces, or with joiners."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FORM = """\
# {title} {{#title}}

## {heading} {{#precedence}}

{precedence}

### {product} {{#drill}}

{intro} {{#intro}}

1. {first}

2. {second}
"""

_WORDS = {
    "de": (
        "Gerätemiete",
        "Vorrang.",
        "Maßgeblich ist der deutsche Wortlaut.",
        "Bohrhammer",
        "Für den Bohrhammer gilt:",
        "Das Gerät darf nur 30 Tage benutzt werden.",
        "Siehe https://example.org/miete (Absatz 1).",
    ),
    "en": (
        "Hire of a tool",
        "Precedence.",
        "The German text prevails.",
        "Hammer drill",
        "For the hammer drill the following applies:",
        "The tool may be used only for 30 days.",
        "See https://example.org/miete (paragraph 1).",
    ),
    "hu": (
        "Szerszámbérlet",
        "Elsőbbség.",
        "A német szöveg az irányadó.",
        "Fúrókalapács",
        "A fúrókalapácsra a következők vonatkoznak:",
        "A szerszám csak 30 napig használható.",
        "Lásd: https://example.org/miete (1. bekezdés).",
    ),
    "fr": (
        "Location d’appareil",
        "Primauté.",
        "Le texte allemand prévaut.",
        "Marteau perforateur",
        "Pour le marteau perforateur :",
        "L’appareil ne peut être utilisé que 30 jours.",
        "Voir https://example.org/miete (paragraphe 1).",
    ),
    "ar": (
        "تأجير الأجهزة",
        "الأولوية.",
        "يسود النص الألماني.",
        "المثقاب",
        "بالنسبة إلى المثقاب يسري ما يلي:",
        "لا يجوز استخدام الجهاز إلا لمدة 30 يومًا.",
        "انظر https://example.org/miete (الفقرة 1).",
    ),
    "fa": (
        "اجارهٔ دستگاه",
        "اولویت.",
        "متن آلمانی مقدم است.",
        "دریل",
        "برای دریل:",
        "دستگاه را فقط می\u200cتوان 30 روز به کار برد.",
        "نگاه کنید به https://example.org/miete (بند 1).",
    ),
    "ja": (
        "機器賃貸契約",
        "優先。",
        "ドイツ語版が優先します。",
        "ハンマードリル",
        "ハンマードリルには次の条件が適用されます。",
        "本機器は30日間に限り使用できます。",
        "https://example.org/miete （第1項）を参照してください。",
    ),
    "zh-Hant": (
        "設備租賃",
        "優先順序。",
        "以德文版本為準。",
        "電鎚",
        "下列條款適用於電鎚：",
        "本設備僅可使用30天。",
        "請參閱 https://example.org/miete （第1段）。",
    ),
    "hi": (
        "उपकरण किराया",
        "प्राथमिकता।",
        "जर्मन पाठ मान्य होगा।",
        "ड्रिल",
        "ड्रिल के लिए:",
        "उपकरण का उपयोग केवल 30 दिन किया जा सकता है।",
        "देखें https://example.org/miete (अनुच्छेद 1)।",
    ),
}
_NAMES = ("title", "heading", "precedence", "product", "intro", "first", "second")

TEXTS: Mapping[str, str] = MappingProxyType(
    {language: _FORM.format(**dict(zip(_NAMES, words, strict=True))) for language, words in _WORDS.items()}
)
"""The text file of each language."""


def with_days(days: str, *languages: str) -> dict[str, str]:
    """The texts of these languages with another number of days in the first paragraph."""
    return {language: TEXTS[language].replace("30", days, 1) for language in languages}
