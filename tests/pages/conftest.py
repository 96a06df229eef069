from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

FRAME = Path(__file__).resolve().parents[2] / "ui" / "frame.py"


@pytest.fixture
def open_page():
    """Open a page at an address, as a browser would: open_page("map", lang="kk", country="KZ").

    The frame is run and not app.py, which is a server and renders nothing.
    """

    def opened(page="map", **parameters):
        test = AppTest.from_file(FRAME, default_timeout=20)
        for name, value in parameters.items():
            test.query_params[name] = value
        test.run()
        return test.switch_page(f"../pages/{page}.py").run() if page != "map" else test

    return opened
