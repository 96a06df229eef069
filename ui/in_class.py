"""Our code in the browsers of a class, and its words: ui/browser/."""

from functools import cache
from pathlib import Path

from geodata.escape import for_html, for_script
from i18n import LANGUAGES, Translator, translator
from layers.vendor import Asset, asset

ADDRESS = "/class/"

_BROWSER = Path(__file__).parent / "browser"


@cache
def script() -> Asset:
    """All of it in one file, named by its hash."""
    parts = (path.read_bytes() for path in sorted(_BROWSER.glob("*.js")))
    return asset("class.js", b"\n".join(parts))


def scripts() -> str:
    """What the front page of a class loads besides: the words in every language, and the code."""
    words = for_script({lang: _words(translator(lang)) for lang in LANGUAGES})
    address = for_html(f".{ADDRESS}{script().name}")
    return (
        f'<script>window.muraClassWords = {words};</script><script defer src="{address}"></script>'
    )


def _words(t: Translator) -> dict[str, str]:
    return {
        "trainer": t("The trainer leads: your map follows."),
        "learner": t("A learner's map is shown: yours follows."),
        "youLead": t("You lead: everybody's map follows this one."),
        "lost": t("The class does not answer. Is the network there?"),
        "failed": t("That did not reach the server. Try again."),
    }
