"""The app as a kit carries it, from the kit's own folder: with the packages of this environment,
since no test fetches others. bench/kit.py does it with the kit's own, without a network."""

import pytest

from tests.running import FRAME, Map
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


def test_it_shows_the_map(kit_address, page, watch):
    page.goto(f"{kit_address}/?lang=kk")
    page.locator(FRAME).wait_for(timeout=60_000)  # nothing of it has been compiled yet
    assert len(Map(page).ready().shown()) > 100
    assert page.locator("h1").count() == 1
