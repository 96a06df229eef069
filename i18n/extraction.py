"""Finds the messages in the source, and brings the catalogues up to date: `python -m i18n`."""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from i18n.translator import CATALOGUES, LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("dossiers", "layers", "pages", "reports", "ui", "workshop")
"""Where messages are written. The other rooms speak no language."""

KEYWORDS = {"t": None, "N_": None, "plural": (1, 2), "N_plural": (1, 2)}


def extracted() -> Catalog:
    """The messages that stand in the source now."""
    found = Catalog(charset="utf-8", fuzzy=False)
    for room in ROOMS:
        methods = [("**.py", "python")]
        for file, line, message, _, context in extract_from_dir(
            ROOT / room, methods, keywords=KEYWORDS
        ):
            found.add(message, None, [(f"{room}/{Path(file).as_posix()}", line)], context=context)
    return found


def catalogue(lang: str) -> Catalog:
    """The catalogue of a language as it stands in the repository."""
    with (CATALOGUES / f"{lang}.po").open("rb") as file:
        return read_po(file, locale=lang)


_HEADER = """# Mura in {language}.
msgid ""
msgstr ""
"Project-Id-Version: Mura\\n"
"Language: {lang}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def update() -> None:
    """Add new messages to every catalogue, empty, and drop those that nobody writes any more."""
    source = extracted()
    for lang in LANGUAGES:
        if lang == "en":
            continue
        known = catalogue(lang)
        known.update(source, no_fuzzy_matching=True, update_header_comment=False)
        known.obsolete.clear()
        _write(lang, known)


def _write(lang: str, known: Catalog) -> None:
    """The header is ours: Babel's own tells dates and placeholders that change at every run."""
    body = io.BytesIO()
    write_po(body, known, width=100, sort_by_file=True, omit_header=True)
    header = _HEADER.format(
        language=known.locale.get_display_name("en"), lang=lang, plurals=known.plural_forms
    )
    (CATALOGUES / f"{lang}.po").write_bytes(header.encode() + body.getvalue())
