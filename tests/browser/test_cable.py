"""The cable is out: whatever a page would ask of another machine fails in the browser itself."""

import pytest

AWAY = ("https://example.org/", "http://93.184.216.34/", "http://[2001:db8::1]/")


@pytest.mark.parametrize("url", AWAY)
def test_no_other_machine_is_found(page, address, url):
    page.goto(f"{address}/help")
    failed = []
    page.on("requestfailed", lambda request: failed.append((request.url, request.failure)))
    assert page.evaluate("url => fetch(url).then(() => 'came', () => 'failed')", url) == "failed"
    assert failed == [(url, "net::ERR_NAME_NOT_RESOLVED")]
