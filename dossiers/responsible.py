"""Who answers for a place, from near to far, and which act gives each the power.

Every department reads the same chain. Where the texts name nobody, it says so.
"""

from collections.abc import Iterator

from analysis.regions import FORMED_FROM
from dossiers.affected import affected
from dossiers.law import (
    PARTS,
    act,
    capital,
    for_planners,
    giving,
    in_kazakhstan,
    law_of,
    lineage,
    proof,
    verified,
)
from dossiers.parts import Cell, Proof, Row, Section, Table
from geodata.records import District, Rule
from i18n import Translator
from layers.card import name
from layers.catalogue import collection
from layers.vocabulary import AKIMATS, COUNTRIES, country_name
from layers.whereabouts import Row as Place
from layers.whereabouts import districts_of, districts_verified, regions

__all__ = ["affected", "responsible"]

NO_CHAIN = ("places", "sco_capitals")
"""Layers of what is no heritage: towns, airports, museums, capitals of a year."""


def responsible(row: Place, t: Translator) -> Section:
    """The chain of those who answer for a place; below, the rules for whoever plans there."""
    title = t("Who is responsible")
    law = law_of(row)
    if row["layer"] in NO_CHAIN or not law:
        said = t(
            "This place is shown for orientation, not as designated heritage: it has no chain of "
            "responsibility."
        )
        return Section("responsible", title, said=(said,))
    chain = Table(
        t("Who is responsible, from near to far"),
        (t("Who"), t("Power or duty"), t("By which act"), t("Verified")),
        tuple(_chain(row, law, t)),
    )
    return Section(
        "responsible",
        title,
        warnings=tuple(_conditions(row, t)),
        said=tuple(_of_which_state(row, t)),
        table=chain,
        below=_planning(law, t),
        notes=tuple(_notes(row, t)),
    )


def _chain(row: Place, law: tuple[Rule, ...], t: Translator) -> Iterator[Row]:
    yield _managing_body(row, t)
    if in_kazakhstan(row):
        yield from _akimats(row, law, t)
        yield from _ministry(law, t)
    regimes = {rule.regime for rule in law}
    if "world_heritage" in regimes:
        yield from _convention(row, law, t)
    if "biosphere_reserve" in regimes:
        yield from _programme(row, law, t)


def _managing_body(row: Place, t: Translator) -> Row:
    managed = row[f"managing_body_{t.lang}"]
    known = None if managed is None else Proof(tuple(row["sources"]), row["confidence"])
    who = (t("Managing body"), managed or t("not found"))
    return Row((who, t("not found in the texts that were read"), "—", "—"), known)


def _akimats(row: Place, law: tuple[Rule, ...], t: Translator) -> Iterator[Row]:
    """The akimats of the districts, then those of the regions; of one level they stand together."""
    districts = tuple(_district(district, sure, t) for district, sure in _districts(row))
    nobody = (t("Akimat of the district"), t("the sources name no district"))
    yield from _body(districts or nobody, giving(law, "district_akimat"), t)
    regions_here = tuple(_region(code, row, t) for code in row["region_now"] if code in AKIMATS)
    if regions_here:
        yield from _body(regions_here, giving(law, "region_akimat"), t)


def _district(district: District, sure: bool, t: Translator) -> str:
    akimat = capital(district.akimat[t.lang])
    return akimat if sure else t("{akimat} (district not verified)", akimat=akimat)


def _districts(row: Place) -> Iterator[tuple[District, bool]]:
    """The districts, and whether each is verified: its own, or those of its parts."""
    table = collection().table
    parts = [part for _, part in table[table["parent_id"] == row["id"]].iterrows()]
    holders = [row] if row["districts"] else [part for part in parts if part["layer"] in PARTS]
    sure: dict[str, bool] = {}
    found: dict[str, District] = {}
    for holder in holders:
        for district in districts_of(holder):
            found[district.id] = district
            sure[district.id] = sure.get(district.id, False) or districts_verified(holder)
    for identity, district in found.items():
        yield district, sure[identity]


def _region(code: str, row: Place, t: Translator) -> str:
    """The akimat of today, and the one of 2019 where the reform of 2022 changed it."""
    today = capital(t(AKIMATS[code]))
    before = FORMED_FROM.get(code)
    if before not in row["region_2019"]:
        return today
    return t("{akimat} (in 2019: {before})", akimat=today, before=t(AKIMATS[before]))


def _ministry(law: tuple[Rule, ...], t: Translator) -> Iterator[Row]:
    """Of culture for heritage; for nature the texts name none."""
    if any(rule.regime == "heritage_law" for rule in law):
        yield from _body(t("Ministry of culture"), giving(law, "culture_ministry"), t)
    if any(rule.regime == "nature_law" for rule in law):
        yield from _body(t("Ministry"), (), t)


def _convention(row: Place, law: tuple[Rule, ...], t: Translator) -> Iterator[Row]:
    states = tuple(
        t("State Party: {country}", country=country_name(code, t)) for code in _states_here(row)
    )
    yield from _body(states, giving(law, "state_party"), t)
    if in_kazakhstan(row):
        yield from _body(t("National Commission for UNESCO"), (), t)
    yield from _body(t("World Heritage Committee"), giving(law, "committee"), t)


def _programme(row: Place, law: tuple[Rule, ...], t: Translator) -> Iterator[Row]:
    states = tuple(
        t("State: {country}", country=country_name(code, t)) for code in _states_here(row)
    )
    yield from _body(states, giving(law, "state_party"), t)
    if in_kazakhstan(row):
        yield from _body(t("National Commission for UNESCO"), (), t)
    programme = t("UNESCO's programme Man and the Biosphere (MAB)")
    yield from _body(programme, giving(law, "mab"), t)


def _states_here(row: Place) -> tuple[str, ...]:
    """Kazakhstan for what lies in it, wholly or in part: the chain is Kazakhstan's."""
    return ("KZ",) if in_kazakhstan(row) else tuple(row["countries"])


def _body(who: Cell, powers: tuple[Rule, ...], t: Translator) -> Iterator[Row]:
    """A row for each rule that gives the body something; one that says so if none does."""
    if not powers:
        yield Row((who, t("not found in the texts that were read"), "—", "—"))
    for rule in powers:
        cells = (who, rule.text[t.lang], act(rule, t), verified(rule, t))
        yield Row(cells, proof(rule))


def _planning(law: tuple[Rule, ...], t: Translator) -> Table:
    return Table(
        t("Rules for whoever plans something here"),
        (t("By which act"), t("Rule"), t("Verified")),
        tuple(
            Row((act(rule, t), rule.text[t.lang], verified(rule, t)), proof(rule))
            for rule in for_planners(law)
        ),
    )


def _conditions(row: Place, t: Translator) -> Iterator[str]:
    if row["layer"] == "sacred_places" and in_kazakhstan(row):
        yield t(
            "The heritage law applies if this place is a registered monument; whether it is was "
            "not checked."
        )


def _of_which_state(row: Place, t: Translator) -> Iterator[str]:
    """Whose chain this is."""
    family = lineage(row)
    if row["layer"] not in PARTS and len(family) > 1:
        yield t("This place belongs to “{name}”: its rules apply here.", name=name(family[1], t))
    if not in_kazakhstan(row):
        yield _abroad(row, t)
    elif len(row["countries"]) > 1:
        yield t("The chain is Kazakhstan's: its bodies have no power in the other countries.")


def _abroad(row: Place, t: Translator) -> str:
    where = ", ".join(
        t(COUNTRIES[code][1]) if code in COUNTRIES else code for code in row["countries"]
    )
    if row[f"managing_body_{t.lang}"] is None:
        return t(
            "This place is {where}. Kazakhstan's bodies have no power there, and the sources name "
            "no bodies of that country; the rules below are UNESCO's alone.",
            where=where,
        )
    return t(
        "This place is {where}. Kazakhstan's bodies have no power there, and of that country's the "
        "sources name only who manages it; the rules below are UNESCO's alone.",
        where=where,
    )


def _notes(row: Place, t: Translator) -> Iterator[str]:
    if in_kazakhstan(row):
        yield t(
            "An akimat can be at once the one that plans a road and the one that approves the "
            "protection zones: the rules bind it in both."
        )
        if row["region_note"]:
            yield t("Regions: {regions}.", regions=regions(row, "today", t))
    yield t(
        "Verified “no”: the text itself was not read; check it before you rely on it. This is no "
        "legal opinion."
    )
