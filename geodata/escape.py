"""The one gate through which a text from data reaches another language.

Streamlit-folium evaluates what folium renders as Jinja and as JavaScript, DOMs parse HTML,
spreadsheets run formulas. Whoever puts a text from a file into one of them calls the function
of that name here; nobody escapes by hand.
"""

import html as _html
import json
import re
from typing import Any
from unicodedata import category
from urllib.parse import urlsplit

_BEYOND_HTML = {ord(character): f"&#{ord(character)};" for character in "{}$`\\"}
_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&{}$`'\u2028\u2029"}
_IN_MARKDOWN = {ord(sign): f"\\{sign}" for sign in "\\`*_{}[]()<>#+-!|~$&=^\"'"} | {
    ord(":"): "\\:\u2060",
    ord("."): "\u2060.",
    ord("@"): "\u2060@\u2060",
}
_JSON_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_FORMULA_STARTS = tuple("=+-@\t\r\n\0＝＋－＠")


def for_html(text: object) -> str:
    """Text for an HTML element or a quoted attribute, harmless to Jinja and template strings."""
    return _html.escape(str(text), quote=True).translate(_BEYOND_HTML)


def is_web_address(word: str) -> bool:
    """Whether a word may become a link: an address with a host, and of no scheme that runs code."""
    try:
        parts = urlsplit(word)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def for_markdown(text: str) -> str:
    """Text for a label or a heading that Streamlit reads as Markdown: letters, and no link, no
    picture, formula, colour or icon. What it finds after it has read the backslashes (addresses,
    :icons:) is parted by a character without width."""
    return " ".join(text.split()).translate(_IN_MARKDOWN)


def for_script(value: Any) -> str:
    """A JSON literal that stays data in JavaScript, in a <script> block and in a Jinja template."""
    literal = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _JSON_STRING.sub(lambda string: string.group().translate(_IN_SCRIPT), literal)


def for_style(text: str) -> str:
    """A quoted string of CSS that stays a string: every sign but letters, digits and spaces as a
    number."""
    signs = (sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in text)
    return f'"{"".join(signs)}"'


def for_spreadsheet(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula (CWE-1236). Numbers stay numbers: do not
    pass them through here."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def for_balloon(text: str) -> str:
    """Text for a description in KML, which globes show as HTML and in which they fill in $[name].
    Quotes stay letters: a reader that takes it for plain text shows it as it is."""
    return _html.escape(text, quote=False).replace("$", "&#36;")


UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of signs that a terminal obeys, or shows in another order than they stand in."""


def for_terminal(text: str) -> str:
    """One line of text that steers no terminal, whatever a file or its name holds."""
    return "".join("\ufffd" if category(sign) in UNSEEN else sign for sign in text)


def for_document(text: str) -> str:
    """Text for a paragraph of a letter (DOCX, PDF): letters alone, none of which XML refuses or
    which turns the order of reading round."""
    return for_terminal(text)


def for_paragraph(text: str) -> str:
    """The same for a paragraph of reportlab, which reads tags and entities."""
    return _html.escape(for_document(text), quote=True)
