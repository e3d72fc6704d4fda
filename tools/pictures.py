"""README's pictures, taken of the demo company as it stands: `python -m tools.pictures ADDRESS`.

The address is that of a running Hederssak with the demo company in it, such as http://127.0.0.1:8020.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tools import browsers

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
LAPTOP, PROJECTOR = (1280, 800), (1280, 720)


def main(arguments: list[str]) -> int:
    """Take the pictures and return the exit code."""
    chromium = browsers.chromium()
    if not arguments or chromium is None:
        print("usage: python -m tools.pictures ADDRESS (and a Chromium on this machine)", file=sys.stderr)
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for take in (of_the_manager, of_the_director, of_the_rep):
            take(browser, arguments[0].rstrip("/"))
        browser.close()
    return 0


def of_the_manager(browser: Browser, address: str) -> None:
    """Take what the manager sees."""
    page = signed_in(browser, address, "eva", LAPTOP)
    page.goto("/")
    save(page, "week")
    page.goto("/honesty/")
    save(page, "honesty")
    page.goto("/honesty/?code=pushed")
    page.locator("[data-go]").first.click()
    page.wait_for_load_state()
    save(page, "opportunity")
    page.goto("/sales-meetings/")
    page.locator("main a[data-page-key='u']").first.click()
    page.wait_for_load_state()
    save(page, "pack")
    page.goto(f"{page.url.partition('?')[0]}room/?item=exceptions")
    page.set_viewport_size({"width": PROJECTOR[0], "height": PROJECTOR[1]})
    save(page, "room")
    page.goto("/sales-meetings/learned/")
    told = page.locator("main a[href*='/cases/']").first.get_attribute("href")
    page.goto(f"{told}wall/")
    save(page, "case")


def of_the_director(browser: Browser, address: str) -> None:
    """Take what the director sees."""
    page = signed_in(browser, address, "vera", LAPTOP)
    page.goto("/forecast/")
    save(page, "forecast")
    page.goto("/targets/cost/")
    page.locator("main svg:visible").first.evaluate("one => one.closest('figure, section').scrollIntoView()")
    save(page, "cost")


def of_the_rep(browser: Browser, address: str) -> None:
    """Take what the rep sees."""
    page = signed_in(browser, address, "anna", LAPTOP)
    page.goto("/prospecting/")
    page.locator("main a[href*='swap']").first.click()
    page.wait_for_load_state()
    save(page, "swap")


def signed_in(browser: Browser, address: str, who: str, screen: tuple[int, int]) -> Page:
    """Return a page of the demo's person, in Swedish."""
    context = browser.new_context(
        base_url=address, viewport={"width": screen[0], "height": screen[1]}, locale="sv-SE", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto("/")
    page.locator(f"form[action*='/demo/{who}/'] button").first.click()
    page.wait_for_load_state()
    return page


def save(page: Page, name: str) -> None:
    """Write what the window shows."""
    page.screenshot(path=FOLDER / f"{name}.png")
    print(FOLDER / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
