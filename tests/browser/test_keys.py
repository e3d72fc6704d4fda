"""With the keyboard: rows, search, places and the sheet of keys. The page works without any of it."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Page, Route, expect

import hederssak.web

pytestmark = pytest.mark.browser

STATIC = Path(hederssak.web.__file__).parent / "static"
ROWS = "".join(
    f'<tr><td><a data-go href="#row-{name}">{name}</a></td><td><button data-key="p">Park</button></td></tr>'
    for name in ("Falu", "Oulu", "Kemi")
)
MAIN = f"""<details class="menu"><summary>More</summary><div class="sheet">Less</div></details>
<input type="search" data-search aria-label="Search"><table>{ROWS}</table>"""


@pytest.fixture
def rows(page: Page) -> Page:
    """Open the frame with a list of three rows in it, its files from where they stand."""
    places = [SimpleNamespace(url="#deals", label="Deals", code="deals", key="d")]
    request = RequestFactory().get("/")
    frame = render_to_string("web/base.html", {"nav_items": places}, request=request)
    html = frame.replace("</main>", f"{MAIN}</main>")

    def answer(route: Route) -> None:
        path = STATIC / route.request.url.split("/static/", 1)[-1]
        if path.is_file():
            route.fulfill(path=path)
        elif "/static/" in route.request.url:
            route.fulfill(status=404)
        else:
            route.fulfill(body=html, content_type="text/html")

    page.route("**/*", answer)
    page.goto("http://hederssak.test/")
    return page


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_j_and_k_walk_the_rows_and_stop_at_their_ends(rows: Page) -> None:
    seen = []
    for key in "jjjjk":
        rows.keyboard.press(key)
        seen.append(focused(rows))
    assert seen == ["Falu", "Oulu", "Kemi", "Kemi", "Oulu"]


def test_after_a_row_is_gone_the_next_one_moves_up_under_the_hand(rows: Page) -> None:
    rows.keyboard.press("j")
    rows.keyboard.press("j")
    rows.evaluate("document.activeElement.closest('tr').remove()")
    rows.evaluate("document.body.dispatchEvent(new Event('htmx:afterSettle', {bubbles: true}))")
    assert focused(rows) == "Kemi"


def test_a_press_on_a_row_opens_it_and_a_press_on_its_button_does_not(rows: Page) -> None:
    rows.locator("tr", has_text="Kemi").locator("button").click()
    assert "#row" not in rows.url
    rows.locator("tr", has_text="Kemi").locator("td").last.click(position={"x": 1, "y": 1})
    expect(rows).to_have_url(re.compile("#row-Kemi$"))


def test_enter_opens_the_row(rows: Page) -> None:
    rows.keyboard.press("j")
    rows.keyboard.press("Enter")
    expect(rows).to_have_url(re.compile("#row-Falu$"))


def test_a_letter_presses_the_button_of_the_row_one_is_on(rows: Page) -> None:
    rows.evaluate("document.addEventListener('click', (e) => { window.pressed = e.target.closest('tr').innerText; })")
    rows.keyboard.press("j")
    rows.keyboard.press("j")
    rows.keyboard.press("p")
    assert "Oulu" in rows.evaluate("window.pressed")


@pytest.mark.parametrize("key", ["f", "/"])
def test_a_key_leads_to_the_lists_field_and_letters_are_letters_there(rows: Page, key: str) -> None:
    rows.keyboard.press(key)
    rows.keyboard.type("jkg?")
    expect(rows.locator("[data-search]")).to_have_value("jkg?")


def test_g_and_a_letter_go_to_a_place(rows: Page) -> None:
    rows.keyboard.press("g")
    rows.keyboard.press("d")
    expect(rows).to_have_url(re.compile("#deals$"))


def test_a_question_mark_shows_the_keys_and_escape_hides_them(rows: Page) -> None:
    sheet = rows.locator("#keys")
    expect(sheet).to_be_hidden()
    rows.keyboard.press("?")
    expect(sheet).to_be_visible()
    rows.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_the_sheet_lists_every_key_that_the_page_answers_to_once(rows: Page) -> None:
    more = (
        '<button data-page-key="e">Change <kbd>e</kbd></button><button data-page-key="ArrowLeft PageUp">Back</button>'
    )
    rows.evaluate("more => document.querySelector('main').insertAdjacentHTML('beforeend', more)", more)
    rows.keyboard.press("?")
    expect(rows.locator("#keys")).to_be_visible()
    lines = rows.locator("#keys dt:visible").evaluate_all(
        "all => all.map(term => `${term.textContent.trim()}: ${term.nextElementSibling.textContent.trim()}`)"
    )
    assert lines[:3] == ["p: Park", "e: Change", "← PageUp: Back"]
    assert sum(line.startswith("f:") for line in lines) == 1
    rows.keyboard.press("Escape")
    rows.evaluate("document.querySelector('[data-search]').remove()")
    rows.keyboard.press("?")
    expect(rows.locator("#keys")).to_be_visible()
    expect(rows.locator("#keys dt", has_text="f").filter(visible=True)).to_have_count(0)


def test_single_keys_can_be_turned_off_and_stay_off(rows: Page) -> None:
    rows.keyboard.press("?")
    rows.locator("[data-keys-switch]").click()
    rows.keyboard.press("Escape")
    rows.reload()
    rows.keyboard.press("j")
    assert focused(rows) != "Falu"


def test_a_menu_closes_when_one_presses_elsewhere(rows: Page) -> None:
    menu = rows.locator("details.menu").last
    menu.locator("summary").click()
    expect(menu).to_have_attribute("open", "")
    rows.locator("[data-search]").click()
    expect(menu).not_to_have_attribute("open", "")
