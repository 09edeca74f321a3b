"""Saves the README's pictures from the real app over the index that is set, in its light colours.

Run from the repository: `python docs/screenshots.py`. It needs Playwright and a Chromium. The tab
of the evaluation shows the report of the data folder: `python -m eval report RUN --app` makes one.
"""

import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))
DESKTOP, PHONE = (1440, 900), (390, 844)
PATIENCE = 60000
"""Milliseconds that are waited for the page."""


def conversation(page: Any) -> None:
    """Asks the first example question."""
    page.click(".welcome .choice >> nth=0", timeout=PATIENCE)
    page.wait_for_selector(".answer details.reading", timeout=PATIENCE)


def archive(page: Any) -> None:
    """Opens the tab of the archive."""
    page.wait_for_selector(".welcome .choice", timeout=PATIENCE)
    page.get_by_role("tab", name="Archive").click()
    page.wait_for_timeout(2000)


def evaluation(page: Any) -> None:
    """Opens the tab of the evaluation."""
    page.wait_for_selector(".welcome .choice", timeout=PATIENCE)
    page.get_by_role("tab", name="Evaluation").click()
    page.frame_locator("#report iframe").locator("h1").wait_for(timeout=PATIENCE)


PICTURES: dict[str, tuple[tuple[int, int], Callable[[Any], None]]] = {
    "app-desktop.png": (DESKTOP, conversation),
    "app-phone.png": (PHONE, conversation),
    "app-archive.png": (DESKTOP, archive),
    "app-evaluation.png": (DESKTOP, evaluation),
}


def main() -> None:
    """Saves every picture, each as a visitor of its own sees the page."""
    from assistant.answer import open_assistant
    from assistant.settings import read_settings
    from assistant.web.server import listen, server

    settings = read_settings(root_path="")[0]
    listener = listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    app = server(open_assistant(settings), address, settings)
    running = threading.Thread(target=app.run, kwargs={"sockets": [listener]}, daemon=True)
    running.start()
    _save_all(address)
    app.should_exit = True
    running.join(timeout=10)


def _save_all(address: str) -> None:
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    flags = ["--no-sandbox", "--disable-gpu"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        for name, ((width, height), show) in PICTURES.items():
            size = {"width": width, "height": height}
            page = browser.new_page(viewport=size, color_scheme="light")
            page.goto(address)
            show(page)
            page.wait_for_timeout(1000)
            page.screenshot(path=FOLDER / name)
            print(f"Saved {FOLDER / name}")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
