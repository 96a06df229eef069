"""XML without what makes it dangerous: a DOCTYPE or an entity refuses the file.

Elements are told apart by their local names; one that is not in the namespace of the root is of
another vocabulary, and its name begins with a tilde, which no name in XML does.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from geodata import settings
from geodata.problems import ContractError, Problem
from geodata.readers.brought import Question
from geodata.readers.encodings import decoded

_ELSE = "~"

_DEPTH = 200
"""Elements within one another: no file that a person made comes near."""

_ELEMENTS = 12 * settings.MAX_FEATURES
"""A feature has a handful of them; a track has three a position."""

_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")

_AS_DECLARED = {
    "iso-8859-1": "iso-8859-1",
    "iso-8859-5": "iso-8859-5",
    "koi8-r": "koi8-r",
    "windows-1252": "cp1252",
}
"""Encodings of one byte that the evidence of `encodings` does not weigh: the file is believed."""


def text_of(data: bytes, answer: str) -> tuple[str, str, Question | None]:
    """The text of a document, its encoding, or the question which encoding it is.

    A declared windows-1251 may be KZ-1048, so its bytes are weighed like any others.
    """
    declared = _DECLARED.match(data)
    codec = _AS_DECLARED.get(declared[1].decode().lower()) if declared else None
    if codec and not answer:
        return data.decode(codec, "replace"), codec, None
    found = decoded(data, answer)
    return found.text, found.encoding, found.question


def tree(text: str, form: str) -> Element:
    """The root of a document. Raises ContractError: entities, damaged, too_many_features."""
    if text.count("=") > _ELEMENTS:  # of one element no attribute is seen before all are
        raise _too_many(form)
    parser = DefusedXMLParser(target=_Bounded(form), forbid_dtd=True)
    try:
        parser.feed(text.removeprefix("\ufeff"))
        root = parser.close()
    except DefusedXmlException:
        raise ContractError(form, [Problem("entities")]) from None
    except ContractError:
        raise
    except (ParseError, ValueError, LookupError):
        raise ContractError(form, [Problem("damaged")]) from None
    if not isinstance(root, Element):
        raise ContractError(form, [Problem("damaged")])
    return root


def _too_many(form: str) -> ContractError:
    return ContractError(form, [Problem("too_many_features", value=str(settings.MAX_FEATURES))])


class _Bounded:
    """Builds the tree and counts while it does."""

    def __init__(self, form: str) -> None:
        self._form = form
        self._builder = TreeBuilder()
        self.data = self._builder.data
        self._depth = 0
        self._elements = 0
        self._home = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _DEPTH:
            raise ContractError(self._form, [Problem("damaged")])
        if self._elements > _ELEMENTS:
            raise _too_many(self._form)
        namespace, _, name = tag.rpartition("}")
        if self._elements == 1:
            self._home = namespace
        self._builder.start(name if namespace == self._home else f"{_ELSE}{name}", attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        namespace, _, name = tag.rpartition("}")
        self._builder.end(name if namespace == self._home else f"{_ELSE}{name}")

    def close(self) -> Element:
        return self._builder.close()


def said(element: Element, name: str) -> str:
    """The text of a child, or empty."""
    return (element.findtext(name) or "").strip()


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """Those of a few names, in the order of the document."""
    wanted = frozenset(names)
    return (each for each in element.iter() if each.tag in wanted)
