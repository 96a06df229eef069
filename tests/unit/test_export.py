import csv
import io
import json

import geopandas as gpd
import pytest
from shapely.geometry import Point

from analysis.select import Query, select
from geodata.export import to_csv, to_geojson
from layers.catalogue import collection

TABLE = collection().table


def rows(table):
    text = to_csv(table).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_csv_holds_every_row_and_its_position():
    table = select(TABLE, Query(layers=("corridor",)))
    read = rows(table)
    assert [row["id"] for row in read] == list(table.index)
    assert float(read[11]["lat"]) == pytest.approx(43.277778, abs=1e-6)
    assert read[11]["name_kk"] == TABLE.loc["1442-012", "name_kk"]


def test_csv_of_a_disputed_position_has_no_coordinates():
    [row] = rows(TABLE.loc[["1490-005"]])
    assert (row["lon"], row["lat"]) == ("", "")


def test_csv_starts_no_formula():
    table = gpd.GeoDataFrame(
        {"id": ["x"], "name_en": ["=1+1"], "names_other": [["@SUM(1)"]], "area_ha": [-5.3]},
        geometry=[Point(77, 43)], crs="EPSG:4326",
    )  # fmt: skip
    [row] = rows(table)
    assert (row["name_en"], row["names_other"], row["area_ha"]) == ("'=1+1", "'@SUM(1)", "-5.3")


def test_geojson_is_the_same_rows_and_rfc_7946():
    table = select(TABLE, Query(layers=("world_heritage", "biosphere_reserves")))
    document = json.loads(to_geojson(table))
    assert "crs" not in document
    assert [feature["id"] for feature in document["features"]] == list(table.index)
    by_id = {feature["id"]: feature for feature in document["features"]}
    assert by_id["1442"]["geometry"] is None
    assert by_id["1103"]["properties"]["designated_year"] == 2003
    assert by_id["br-kz-altynemel"]["properties"]["area_ha"] == 535909.4


def test_numbers_are_written_as_excel_reads_them_in_the_language():
    table = TABLE.loc[["br-kz-altynemel"]]

    def written(lang):
        text = to_csv(table, lang).decode("utf-8-sig")
        return next(csv.DictReader(io.StringIO(text), delimiter=";"))

    assert (written("en")["area_ha"], written("ru")["area_ha"]) == ("535909.4", "535909,4")
    assert written("kk")["lon"].count(",") == 1
    assert written("ru")["designated_year"] == "2017"
    assert "307\xa0653,3" in written("ru")["disputes"]
