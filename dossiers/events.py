"""What happened to a place and what was decided about it, dated as exactly as the sources are."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from babel import Locale
from babel.dates import format_date, format_skeleton, get_date_format

from dossiers.parts import Cell, Event, Link, Proof, Section
from geodata import records
from geodata.records import EVENT_KINDS
from i18n import Translator

DECISIONS = ("inscription", "decision")
"""Kinds of events that bear a number of the World Heritage Committee."""


def events_section(
    places: tuple[str, ...], t: Translator, kinds: Iterable[str] = EVENT_KINDS
) -> Section | None:
    """The events of any of these places in the order of time; None if none is known.

    `kinds`: only those of geodata.records.EVENT_KINDS.
    """
    told = events(places, t, kinds)
    if not told:
        return None
    return Section("events", t("Decisions and events"), events=told)


def events(
    places: tuple[str, ...], t: Translator, kinds: Iterable[str] = EVENT_KINDS
) -> tuple[Event, ...]:
    """The same as a list, for a section of another name."""
    wanted = set(kinds)
    return tuple(
        Event(
            when=when(event.date, t),
            what=_what(event, t),
            number=event.number or "",
            proof=Proof(event.sources, event.confidence),
        )
        for event in records.events_of(*places)
        if event.kind in wanted
    )


def when(day: str | None, t: Translator) -> str:
    """A day, a month, a year or a few days in words, no more exact than they are known."""
    if day is None:
        return t("undated")
    locale = Locale("en", "GB") if t.lang == "en" else t.locale
    first, _, last = day.partition("/")
    if last:
        return _from_to(date.fromisoformat(first), date.fromisoformat(last), locale)
    if len(day) == len("2016"):
        return day
    if len(day) == len("2016-10"):
        return str(format_skeleton("yMMMM", date.fromisoformat(f"{day}-01"), locale=locale))
    return str(format_date(date.fromisoformat(day), "long", locale))


def linked(source: str) -> Link | str:
    """A source by the name of its site, to click; a citation without an address as it is."""
    address, _, remark = source.partition(" ")
    if "://" not in address:
        return source
    return Link(f"{urlsplit(address).netloc} {remark}".strip(), url=address)


def _what(event: records.Event, t: Translator) -> Cell:
    said = t("text not read") if event.text is None else event.text[t.lang]
    return said, linked(event.sources[0])


def _from_to(first: date, last: date, locale: Locale) -> str:
    """21–23 March 2016: CLDR has days of one month only with the month cut short."""
    if (first.year, first.month) != (last.year, last.month):
        return f"{format_date(first, 'long', locale)} – {format_date(last, 'long', locale)}"
    pattern = get_date_format("long", locale).pattern
    return str(format_date(last, pattern.replace("d", f"'{first.day}–'d", 1), locale))
