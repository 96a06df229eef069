"""Words of the interface by gettext, numbers by CLDR.

English is the language of the source and needs no catalogue. The language is an argument, never
a global: sessions are threads of one process.
"""

import gettext
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

CATALOGUES = Path(__file__).parent / "catalogues"
LANGUAGES = ("kk", "ru", "en")
"""In the order in which the switch shows them; the first is the state language."""
NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
"""Each language's own name: the same in every language."""


def N_(message: str) -> str:
    """Marks a message that is written here and translated where it is shown."""
    return message


def N_plural(one: str, many: str) -> tuple[str, str]:
    """Marks a message with a number: its English singular and plural."""
    return one, many


@dataclass(frozen=True)
class Translator:
    """What a page says in one language."""

    lang: str
    messages: gettext.NullTranslations
    locale: Locale

    def __call__(self, message: str, /, **values: object) -> str:
        """The message in this language, with its {names} filled in."""
        text = self.messages.gettext(message)
        return text.format(**values) if values else text

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The form that this language uses with n; {n} is the number as it is written here."""
        return self.messages.ngettext(one, many, n).format(n=self.number(n), **values)

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with this language's separators and at most so many decimals."""
        return str(format_decimal(round(float(value), decimals), locale=self.locale))


@cache
def translator(lang: str) -> Translator:
    """The translator of one of LANGUAGES. Raises KeyError for another."""
    if lang not in LANGUAGES:
        raise KeyError(lang)
    return Translator(lang, _messages(lang), Locale.parse(lang))


def _messages(lang: str) -> gettext.NullTranslations:
    """The catalogue, compiled in memory: no binary stands in the repository."""
    if lang == "en":
        return gettext.NullTranslations()
    with (CATALOGUES / f"{lang}.po").open("rb") as file:
        catalog = read_po(file, locale=lang)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
