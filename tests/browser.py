"""What the browser tests do on the page: visit, ask, open a mark, measure."""

from typing import Any

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
CONTRAST = """
(selectors) => {
  const channel = value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const paint = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return 0.2126 * channel(red / 255) + 0.7152 * channel(green / 255)
      + 0.0722 * channel(blue / 255);
  };
  return selectors.map(selector => {
    const grounds = [];
    const element = document.querySelector(selector);
    for (let each = element; each; each = each.parentElement)
      grounds.unshift(getComputedStyle(each).backgroundColor);
    const ground = paint(["white", ...grounds]);
    const ink = paint(["white", ...grounds, getComputedStyle(element).color]);
    return [selector, (Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05)];
  });
}
"""


def visit(chromium: Any, address: str, **wishes: Any) -> tuple[Any, Any]:
    """A visitor of their own (no shared cookies or storage) on the empty page."""
    context = chromium.new_context(**{"viewport": DESKTOP, **wishes})
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".welcome .choice", timeout=30000)
    return context, page


def ask(page: Any, question: str) -> None:
    """Types a question, sends it with Enter and waits for the end of its answer."""
    count = page.locator(".question").count()
    page.fill("#box textarea", question)
    page.keyboard.press("Enter")
    finished(page, count + 1)


def finished(page: Any, count: int) -> None:
    """Waits until `count` questions have been answered to the end."""
    page.wait_for_function(
        """count => document.querySelectorAll(".question").length == count
            && document.querySelectorAll(".answer .reading, #chat .note[role]").length == count
            && !document.querySelector(".progress")""",
        arg=count,
    )
    page.wait_for_timeout(300)


def open_mark(page: Any, reference: str) -> None:
    """Clicks a mark of an answer and waits for its source."""
    page.click(f'#chat button[value="{reference}"] >> nth=0')
    page.wait_for_selector(f'article[data-reference="{reference}"]')


def quoted(page: Any) -> str:
    """The strongly marked words."""
    return "".join(page.locator("mark.quoted").all_text_contents())


def in_view(page: Any, selector: str) -> bool:
    """True when an element stands wholly within the window."""
    box, size = page.locator(selector).first.bounding_box(), page.viewport_size
    return bool(box and box["y"] >= 0 and box["y"] + box["height"] <= size["height"])
