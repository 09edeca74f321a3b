// Runs when the source panel is loaded, together with the other scripts of this tab; `element`,
// `trigger` and `watch` are given by Gradio. Every button of the page that carries a value is
// served here, whatever answer it stands in.
window.communique?.abort();
window.communique = new AbortController();
const { signal } = window.communique;

const panel = () => document.getElementById("source");
const article = () => element.querySelector("article.release");
const box = () => document.querySelector("#box textarea");
let wanted = null;
let pressed = null;
let held = null;
let served = null;

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

function open(button) {
  if (!panel()?.contains(button)) pressed = button;
  wanted = button.value;
  trigger("select", { reference: wanted });
  reveal(wanted, performance.now() + 10000);
}

// A button, or the one in its place where its answer was drawn anew since.
function anew(button) {
  if (button.isConnected) return button;
  const same = document.querySelectorAll(`#chat button[value="${button.value}"]`);
  const visible = [...same].filter((each) => each.checkVisibility());
  return visible.find((each) => each.textContent === button.textContent) ?? null;
}

function back() {
  const target = (pressed && anew(pressed)) ?? box();
  target?.scrollIntoView({ block: "center" });
  target?.focus({ preventScroll: true });
}

// The focus goes to the box before a button goes away that was pressed.
function resubmit(action) {
  box()?.focus({ preventScroll: true });
  trigger("submit", { action });
}

function change(action) {
  box()?.focus({ preventScroll: true });
  trigger("edit", { action });
}

const actions = [
  [/^ask$/, (button) => trigger("submit", { question: button.textContent })],
  [/^(cite|near)-/, open],
  [/^(again|without|restore|unfilter|wide)-/, (button) => resubmit(button.value)],
  [/^(edit-|change-|keep$)/, (button) => change(button.value)],
  [/^record-/, (button) => trigger("download", { turn: Number(button.value.slice(7)) })],
  [/^copy-/, (button) => trigger("copy", { what: button.value.slice(5), base: here() })],
  [/^back$/, back],
];
const here = () => location.origin + location.pathname;

function serve(button) {
  actions.find(([value]) => value.test(button.value))?.[1](button);
}

function buttonOf(event) {
  return event.target.closest?.("button[value]");
}

// A button that goes away between the press and the release gets no click: where the pointer is
// released on the one in its place, that one is served. Should a click follow, it counts once (one of
// the keyboard has no `detail`).
function down(event) {
  held = event.button === 0 ? buttonOf(event) : null;
  served = null;
}

function up(event) {
  const button = buttonOf(event);
  const same = button?.value === held?.value && button?.textContent === held?.textContent;
  if (held && button && same && !held.isConnected) {
    served = button;
    serve(button);
  }
  held = null;
}

function clicked(event) {
  const button = buttonOf(event);
  if (button && (button !== served || event.detail === 0)) serve(button);
  served = null;
}

document.addEventListener("pointerdown", down, { signal });
document.addEventListener("pointerup", up, { signal });
document.addEventListener("pointercancel", () => (held = null), { signal });
document.addEventListener("click", clicked, { signal });
watch("value", settle);
