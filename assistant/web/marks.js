// The words behind a mark such as [1], shown beside it while the pointer is on it or it has the
// keyboard's focus. They stay while the pointer is on them; Escape takes them away (WCAG 1.4.13).
document.getElementById("quoted-words")?.remove();
const tip = document.createElement("div");
tip.id = "quoted-words";
tip.setAttribute("role", "tooltip");
tip.hidden = true;
document.body.append(tip);
let told = null;
let leaving = 0;

// The words stand in the list of sources of the mark's own answer.
function sourceOf(mark) {
  const listed = document.querySelectorAll("#chat .sources button.mark");
  return [...listed].find((each) => each.value === mark.value)?.closest("li");
}

function show(mark) {
  clearTimeout(leaving);
  if (mark === told) return;
  const source = sourceOf(mark);
  if (!source) return;
  hide();
  told = mark;
  const parts = [".quote", ".origin"].map((part) => {
    const line = document.createElement("p");
    line.className = part.slice(1);
    line.append(...[...source.querySelector(part).childNodes].map((each) => each.cloneNode(true)));
    return line;
  });
  tip.replaceChildren(...parts);
  tip.hidden = false;
  mark.setAttribute("aria-describedby", tip.id);
  place(mark.getBoundingClientRect());
}

// Above the mark where there is room, else below; never beyond the window's edge.
function place(at) {
  const room = { wide: document.documentElement.clientWidth, high: window.innerHeight };
  const left = Math.max(8, Math.min(at.left - 24, room.wide - tip.offsetWidth - 8));
  const above = at.top - tip.offsetHeight - 4;
  const below = Math.min(at.bottom + 4, room.high - tip.offsetHeight - 4);
  tip.style.left = `${left}px`;
  tip.style.top = `${above >= 4 ? above : below}px`;
}

function hide() {
  clearTimeout(leaving);
  told?.removeAttribute("aria-describedby");
  told = null;
  tip.hidden = true;
}

const markAt = (event) => event.target.closest?.("button.mark");
const pointed = (event) => event.pointerType !== "touch";
document.addEventListener("pointerover", (event) => {
  if (!pointed(event)) return;
  if (markAt(event)) show(markAt(event));
  else if (tip.contains(event.target)) clearTimeout(leaving);
  else if (told && !told.matches(":focus-visible")) {
    clearTimeout(leaving);
    leaving = setTimeout(hide, 250);
  }
}, { signal });
document.addEventListener("focusin", (event) => {
  if (markAt(event)?.matches(":focus-visible")) show(markAt(event));
  else if (told) hide();
}, { signal });
document.addEventListener("focusout", (event) => { if (markAt(event) === told) hide(); }, { signal });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); }, { signal });
document.addEventListener("scroll", (event) => { if (!tip.contains(event.target)) hide(); },
  { capture: true, signal });
document.addEventListener("click", (event) => { if (markAt(event)) hide(); }, { signal });
