"""Saves docs/app-desktop.png and docs/app-phone.png: the app over the index that is set.

Run from the repository: `python docs/screenshots.py`. It needs Playwright and a Chromium.
"""

import shutil
import sys
import threading
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))
SIZES = {"app-desktop.png": (1440, 900), "app-phone.png": (390, 844)}


def main() -> None:
    """Asks the first example question at both sizes and saves what the page shows."""
    from playwright.sync_api import sync_playwright

    from assistant.answer import open_assistant
    from assistant.settings import read_settings
    from assistant.web.server import listen, server

    listener = listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    app = server(open_assistant(read_settings()[0]), address)
    running = threading.Thread(target=app.run, kwargs={"sockets": [listener]}, daemon=True)
    running.start()
    path = shutil.which("chromium") or shutil.which("google-chrome")
    flags = ["--no-sandbox", "--disable-gpu"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        for name, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(address)
            page.click(".welcome .choice >> nth=0", timeout=60000)
            page.wait_for_selector(".answer details.reading", timeout=60000)
            page.wait_for_timeout(1000)
            page.screenshot(path=FOLDER / name)
            print(f"Saved {FOLDER / name}")
            page.close()
        browser.close()
    app.should_exit = True
    running.join(timeout=10)


if __name__ == "__main__":
    main()
