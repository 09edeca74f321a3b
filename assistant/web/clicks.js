// Runs when the source panel is loaded; `element`, `trigger` and `watch` are given by Gradio.
// Every button of the page that carries a reference is served here, whatever answer it stands in.
let wanted = null;
let pressed = null;

const panel = () => document.getElementById("source");
const article = () => element.querySelector("article.release");

// Brings the quoted words into the panel's own window, a long quotation from its first word on;
// where the page scrolls, it does nothing.
function settle() {
  const frame = panel();
  const quoted = [...element.querySelectorAll("mark.quoted")];
  if (!frame) return;
  frame.scrollTop = 0;
  if (!quoted.length) return;
  const top = quoted[0].getBoundingClientRect().top;
  const bottom = quoted.at(-1).getBoundingClientRect().bottom;
  const distance = bottom - frame.getBoundingClientRect().top;
  const header = element.querySelector(".release header").offsetHeight;
  const room = Math.max(frame.clientHeight / 3, bottom - top + header + 16);
  if (distance > frame.clientHeight * 0.8) frame.scrollTop = distance - room;
}

function reveal(reference, until) {
  if (wanted !== reference) return;
  if (article()?.dataset.reference !== reference) {
    if (performance.now() < until) requestAnimationFrame(() => reveal(reference, until));
    return;
  }
  wanted = null;
  settle();
  element.querySelector("#opened").focus({ preventScroll: true });
  if (getComputedStyle(panel()).overflowY === "visible") {
    element.querySelector("mark.quoted").scrollIntoView({ block: "center" });
  }
}

function clicked(event) {
  const button = event.target.closest?.("button[value]");
  if (!button) return;
  if (button.value === "ask") trigger("submit", { question: button.textContent });
  else if (/^(cite|near)-/.test(button.value)) {
    if (!panel()?.contains(button)) pressed = button;
    wanted = button.value;
    trigger("select", { reference: wanted });
    reveal(wanted, performance.now() + 10000);
  } else if (button.value.startsWith("record-")) {
    trigger("download", { turn: Number(button.value.slice(7)) });
  } else if (button.value === "back") {
    const target = pressed?.isConnected ? pressed : document.querySelector("#box textarea");
    target?.scrollIntoView({ block: "center" });
    target?.focus({ preventScroll: true });
  }
}

// The chat component names each message by its raw HTML, which a screen reader would read out.
function name(message) {
  const label = message.getAttribute("aria-label");
  if (label.includes("<")) message.setAttribute("aria-label", label.split(":")[0]);
}
const names = new MutationObserver(() => {
  document.querySelectorAll("#chat .message [aria-label]").forEach(name);
  hold();
});

// The chat component follows an answer to its end. A long one is read from its beginning: while it
// grows and shortly after, its question stays in view, unless the reader does anything on the page.
let questions = 0;
let changes = 0;
let holding = false;
function hold() {
  const listed = document.querySelectorAll("#chat .question");
  if (listed.length !== questions) {
    questions = listed.length;
    changes += 1;
    holding = questions > 0;
  }
  if (!holding) return;
  const question = listed[questions - 1];
  const frame = question.closest(".panel-wrap");
  const hidden = frame.getBoundingClientRect().top + 12 - question.getBoundingClientRect().top;
  if (hidden > 1) frame.scrollTop -= hidden;
  const ended = document.querySelectorAll("#chat .answer .reading, #chat .note[role]");
  if (ended.length >= questions) setTimeout(release, 1500, changes);
}
function release(change) {
  if (change === changes) holding = false;
}

window.communique?.abort();
window.communique = new AbortController();
const { signal } = window.communique;
document.addEventListener("click", clicked, { signal });
document.addEventListener("scroll", hold, { capture: true, signal });
for (const touched of ["keydown", "pointerdown", "wheel"]) {
  document.addEventListener(touched, () => (holding = false), { capture: true, passive: true, signal });
}
watch("value", settle);
names.observe(document.body, {
  attributeFilter: ["aria-label"],
  childList: true,
  subtree: true,
});
