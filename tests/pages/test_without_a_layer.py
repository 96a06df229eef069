"""An office whose folder lacks a layer file: every page opens, and says which file is missing."""

import shutil
import sys

import pytest

from geodata.settings import FILES
from layers import freshness
from layers.catalogue import CATALOGUE
from tests.running import PAGES

ROOMS = ("analysis", "dossiers", "geodata", "layers", "reports", "ui", "workshop")
NAMES = [layer.name for layer in CATALOGUE]
ALONE = ("world_heritage", "corridor", "biosphere_reserves")
"""What whole pages are about; the others are taken away together, or this would take a minute."""
VIEWS = [
    *((page.replace("-", "_"), {}) for page in PAGES if page != "site"),
    *(
        ("central_asia", {"show": show})
        for show in ("reserves", "tentative", "distances", "sacred")
    ),
    *(
        ("site", {"id": place})
        for place in ("1442", "1442-012", "1103-001", "br-kz-zhongar", "talgar-site")
    ),
]
TOLD = {"help"}
"""What is the same whatever the files are."""


def forget():
    """Forget all that was made of the files: they are read once a process."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in ROOMS:
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear") and not isinstance(value, type):
                    value.cache_clear()
    freshness.forget()


@pytest.fixture
def without(tmp_path, monkeypatch):
    """without("corridor", …) takes these files away for one test."""

    def take(*names):
        folder = tmp_path / "files"
        shutil.copytree(FILES, folder)
        for name in names:
            (folder / f"{name}.geojson").unlink()
        monkeypatch.setattr("layers.declaration.FILES", folder)
        forget()

    yield take
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize(
    "missing",
    [*([name] for name in ALONE), [name for name in NAMES if name not in ALONE], NAMES],
    ids=["world_heritage", "corridor", "biosphere_reserves", "the_others", "all"],
)
def test_every_page_opens_and_names_the_missing_file(open_page, without, missing):
    without(*missing)
    views = VIEWS if missing == NAMES else VIEWS[len(missing) % 2 :: 2]  # half of them, in turns
    for page, parameters in views:
        opened = open_page(page, lang="en", **parameters)
        assert not opened.exception, (page, parameters, opened.exception[0].message)
        html = "".join(block.proto.body for block in opened.get("html"))
        for name in missing if page not in TOLD else ():
            assert f"{name}.geojson was not loaded" in html, (page, parameters)
