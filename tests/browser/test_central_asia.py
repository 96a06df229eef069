"""The Central Asia page in a real browser, the cable out."""

from playwright.sync_api import expect

from layers.catalogue import collection


def test_the_timeline_is_drawn_and_the_table_says_the_same(page, watch, address):
    page.goto(f"{address}/central-asia?lang=kk")
    chart = page.locator("[data-testid=stVegaLiteChart]")
    marks = chart.locator("svg .mark-symbol.role-mark path")
    expect(marks).to_have_count(21, timeout=20_000)
    rows = page.locator("h2#heritage ~ .mura-table tbody tr")
    expect(rows).to_have_count(21)
    corridor = page.locator("tr[data-id='1442']")
    expect(corridor).to_contain_text("2014")
    expect(corridor).to_contain_text("42 668,16")
    expect(corridor.get_by_role("link").first).to_have_text(
        collection().table.loc["1442", "name_kk"]
    )


def test_on_a_phone_nothing_scrolls_sideways_and_a_choice_is_in_the_address(page, watch, address):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/central-asia?lang=ru&show=reserves")
    expect(page.locator("h2#reserves")).to_be_visible()
    page.get_by_role("button", name="Узбекистан").click()
    expect(page.locator("h2#reserves ~ .mura-table tbody tr")).to_have_count(2)
    assert "country=UZ" in page.url
    page.get_by_role("radio", name="Пункты пропуска и музеи").click()
    expect(page.locator("h2#distances")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for block in page.locator(".stMain, .mura-table").all():
        assert block.evaluate("block => block.scrollWidth <= block.clientWidth")
    page.reload()
    expect(page.locator("tr[data-id='1442-012']")).to_contain_text("205,8 км ± 720 м")
