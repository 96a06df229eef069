"""What is counted as sure, as blank and as disputed."""

import pytest

from dossiers.inventory import blanks, confidence, without_position
from i18n import LANGUAGES, translator
from layers.catalogue import CATALOGUE, collection

TABLE = collection().table


def cells(section, t):
    """Rows of a section's table by their head; numbers as they are read."""
    return {row.cells[0]: row.cells[1:] for row in section.table.rows}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_feature_has_one_level(lang):
    t = translator(lang)
    counted = cells(confidence(TABLE, t), t)
    assert list(counted) == [*(t(layer.title) for layer in CATALOGUE), t("All layers")]
    for rows, *levels in counted.values():
        assert int(rows) == sum(map(int, levels))
    *layers, whole = ([int(n) for n in row] for row in counted.values())
    assert [sum(column) for column in zip(*layers, strict=True)] == whole
    assert whole[0] == len(TABLE)


def test_the_blanks_are_those_of_the_files():
    t = translator("en")
    counted = cells(blanks(TABLE, t), t)
    talgar = counted["Settlement of Talgar"]
    assert talgar[:2] == ("8", "7")  # one point, the rest must not be placed by guess
    assert talgar[3] == "8"  # no hectares were published
    corridor = counted["Parts of the Chang'an-Tianshan corridor"]
    assert corridor[:2] == ("33", "0")
    assert corridor[3:5] == ("33", "33")
    assert counted["Towns, transport, museums"][3:5] == ("—", "—")
    for column in (0, 1, 2, 6):
        *layers, whole = (int(row[column]) for row in counted.values())
        assert sum(layers) == whole


def test_a_serial_property_has_a_position_if_one_of_its_parts_has():
    properties = TABLE[TABLE["layer"] == "world_heritage"]
    assert properties.geometry.isna().sum() == 11
    assert without_position(properties, TABLE) == 0
    alone = TABLE[TABLE["parent_id"] != "1442"]
    assert without_position(properties, alone) == 1


def test_a_layer_that_was_not_read_has_no_row():
    t = translator("en")
    part = TABLE[TABLE["layer"] == "talgar"]
    assert len(blanks(part, t).table.rows) == 2
