// The conversation as it grows: what is read first stays in view, and nothing loses the focus.

// The chat component names each message by its raw HTML, which a screen reader would read out.
function name(message) {
  const label = message.getAttribute("aria-label");
  if (label.includes("<")) message.setAttribute("aria-label", label.split(":")[0]);
}

// The chat component follows an answer to its end, or not at all where the end of the last one is out
// of view. A long one is read from its beginning: while it grows and shortly after, its question
// comes to the top and stays there, unless the reader does anything on the page.
// Questions to go on with that come later do not move it either.
let questions = 0;
let changes = 0;
let holding = false;
let touched = true;
let offered = null;
function hold() {
  const listed = document.querySelectorAll("#chat .question");
  const next = document.querySelector("#chat .suggested");
  if (listed.length !== questions) {
    questions = listed.length;
    changes += 1;
    holding = questions > 0;
    touched = false;
  } else if (next && next !== offered && !touched) {
    changes += 1;
    holding = true;
  }
  offered = next;
  if (!holding || !questions) return;
  const question = listed[questions - 1];
  const frame = question.closest(".panel-wrap");
  const away = question.getBoundingClientRect().top - frame.getBoundingClientRect().top - 12;
  if (Math.abs(away) > 1) frame.scrollTop += away; // no further than the end
  const ended = document.querySelectorAll("#chat .answer .reading, #chat .note[role]");
  if (ended.length >= questions) setTimeout(release, 1500, changes);
}
function release(change) {
  if (change === changes) holding = false;
}
function let_go() {
  holding = false;
  touched = true;
}

// Ask becomes Stop while an answer is made, and the other way round: when the one that was pressed is
// gone, the box has the focus. A button of an answer that is drawn anew, since it grows or questions
// to go on with come under it, has the focus again.
let button = null;
let asks = false;
function refocus() {
  const gone = button && !button.isConnected;
  if (gone && document.activeElement === document.body) {
    (asks ? box() : anew(button))?.focus({ preventScroll: true });
  }
  const active = document.activeElement;
  button = active?.closest?.("#box button, #chat button[value]") ?? null;
  asks = Boolean(button?.closest("#box"));
}

const grown = new MutationObserver(() => {
  document.querySelectorAll("#chat .message [aria-label]").forEach(name);
  hold();
  refocus();
});
grown.observe(document.body, {
  attributeFilter: ["aria-label"],
  childList: true,
  subtree: true,
});
signal.addEventListener("abort", () => grown.disconnect());
document.addEventListener("scroll", hold, { capture: true, signal });
document.addEventListener("focusin", refocus, { signal });
for (const touch of ["keydown", "pointerdown", "wheel"]) {
  document.addEventListener(touch, let_go, { capture: true, passive: true, signal });
}
