"""The addresses of the whole data."""

import io
import zipfile

import openpyxl
import pytest

from i18n import LANGUAGES, translator
from layers.catalogue import CATALOGUE, collection
from reports.data import FORMS, data_file
from tests.server.test_addresses import get


@pytest.mark.parametrize("form", FORMS)
def test_everything_is_there_in_every_format(address, form):
    answer, body = get(address, f"/geo/data/ru/mura.{form}")
    assert answer.status == 200
    assert answer.headers["Content-Type"].split(";")[0] == FORMS[form]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="mura.{form}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert unpacked(body) == unpacked(data_file(form, collection().table, translator("ru")))


def unpacked(body):
    """Of a ZIP its members, so that a difference tells where it is."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_a_layer_is_there_by_its_name(address):
    for layer in CATALOGUE:
        answer, body = get(address, f"/geo/data/kk/mura-{layer.name}.xlsx")
        assert answer.status == 200
        book = openpyxl.load_workbook(io.BytesIO(body))
        assert book.sheetnames == ["about", "columns", layer.name]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_browser_asks_again_and_is_told_that_nothing_changed(address, lang):
    first, _ = get(address, f"/geo/data/{lang}/mura.csv")
    assert first.headers["Cache-Control"] == "no-cache"
    tag = first.headers["ETag"]
    again, body = get(address, f"/geo/data/{lang}/mura.csv", **{"If-None-Match": tag})
    assert (again.status, body) == (304, b"")


@pytest.mark.parametrize(
    "name",
    [
        "xx/mura.csv",
        "kk/mura.exe",
        "kk/mura-nothing.csv",
        "kk/mura",
        "kk/..mura.csv",
    ],
)
def test_another_name_is_not_found(address, name):
    answer, body = get(address, f"/geo/data/{name}")
    assert (answer.status, body) == (404, b"not found")
