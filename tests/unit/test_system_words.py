"""What a system and its operation are called, in three languages."""

import pytest

from geodata.coordinates.systems import SYSTEMS, operation
from geodata.readers.brought import Placement
from i18n import LANGUAGES, translator
from layers.systems import BASES, basis_said, operation_said, system_name

EN, RU, KK = translator("en"), translator("ru"), translator("kk")


def placement(code):
    return Placement(code, "declared", *operation(code))


def test_zone_13():
    assert system_name("EPSG:28413", EN) == "SK-42, Gauss-Krüger, 6° zone 13 (EPSG:28413)"
    assert system_name("EPSG:28413", RU) == (
        "СК-42, проекция Гаусса — Крюгера, 6-градусная зона 13 (EPSG:28413)"
    )
    assert system_name("EPSG:28413", KK) == (
        "СК-42, Гаусс-Крюгер проекциясы, 6 градустық 13-аймақ (EPSG:28413)"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_system_has_a_name_of_its_own(lang):
    names = {system_name(code, translator(lang)) for code in SYSTEMS}
    assert len(names) == len(SYSTEMS)
    assert not any("{" in name or "None" in name for name in names)


def test_a_candidate_with_its_axes_changed_over_says_so():
    assert system_name("swapped:EPSG:4284", EN).endswith("; latitude stands first")
    assert system_name("swapped:EPSG:2542", RU).endswith("(x)")


def test_a_system_of_others_bears_the_name_of_the_registry():
    assert system_name("EPSG:7694", KK) == "Kyrg-06 / zone 3 (EPSG:7694)"


def test_the_operation_is_said_with_its_accuracy():
    assert operation_said(placement("EPSG:28413"), EN) == (
        "converted from SK-42 by Pulkovo 1942 to WGS 84 (20), EPSG:5044, ± 3 m"
    )
    assert operation_said(placement("EPSG:20013"), EN) == (
        "converted from Pulkovo 1995 by Pulkovo 1995 to WGS 84 (2), EPSG:5043, ± 1 m"
    )
    assert operation_said(placement("EPSG:32643"), EN) == "no conversion was needed"
    assert "± 3 м" in operation_said(placement("EPSG:4284"), KK)


def test_it_is_said_who_says_so():
    for basis in BASES:
        said = {basis_said(Placement("EPSG:4326", basis, "", 0), t) for t in (EN, RU, KK)}
        assert len(said) == 3
