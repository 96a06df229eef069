"""The app as a kit carries it, from the kit's own folder: with the packages of this environment,
since no test fetches others. bench/kit.py does it with the kit's own, without a network."""

import pytest

from tests.server.test_addresses import get
from tools.kit.build import build


@pytest.fixture(scope="module")
def kit_address(serve, tmp_path_factory):
    kit = tmp_path_factory.mktemp("Мұра жинағы") / "бір"
    build(kit, None, lambda words: None)
    address = serve(root=kit / "mura", PYTHONPATH="", MURA_OFFICE=str(kit / "office"))
    yield address
    serve.stop(address)


def test_it_serves_the_data(kit_address):
    answer, body = get(kit_address, "/geo/data/kk/mura-corridor.xlsx")
    assert answer.status == 200
    assert body.startswith(b"PK")


def test_it_shows_the_map(kit_address, open_map):
    at_work = open_map("?lang=kk", kit_address)
    assert len(at_work.shown()) > 100
    assert at_work.page.locator("h1").count() == 1
