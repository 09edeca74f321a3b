// Runs when the list of releases is loaded; `trigger` and `watch` are given by Gradio.
// Serves what is clicked on the archive's tab: releases, pages of the list, limits, files to add.
const ROOM = 860; // as in the style: below, the page itself scrolls
let asked = null;
let opener = null;

const tab = () => document.getElementById("archive-tab");
const shown = () => document.querySelector("#archive-release article.release");
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// Waits for the release that was asked for, then brings its title into view.
function reveal(id, until) {
  if (asked !== id) return;
  if (shown()?.dataset.opened !== id) {
    if (performance.now() < until) requestAnimationFrame(() => reveal(id, until));
    return;
  }
  asked = null;
  const panel = document.getElementById("archive-release");
  panel.scrollTop = 0;
  mark(id);
  const title = document.getElementById("archive-opened");
  if (innerWidth <= ROOM) panel.scrollIntoView({ behavior: calm() ? "auto" : "smooth" });
  title.focus({ preventScroll: true });
}

// Tells on the list and in the drawing which release is open.
function mark(id) {
  for (const link of tab().querySelectorAll("a[data-release]")) {
    if (link.dataset.release === id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function open(link) {
  if (!document.getElementById("archive-release").contains(link)) opener = link;
  asked = link.dataset.release;
  trigger("select", { release: asked });
  reveal(asked, performance.now() + 10000);
}

function back() {
  const id = shown()?.dataset.opened;
  const place = opener?.isConnected ? opener : tab().querySelector(`a[data-release="${CSS.escape(id ?? "")}"]`);
  const target = place ?? document.getElementById("found");
  target?.scrollIntoView({ block: "center" });
  target?.focus({ preventScroll: true });
}

function clicked(event) {
  if (!tab()?.contains(event.target)) return;
  const link = event.target.closest("a[data-release]");
  if (link) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link);
    return;
  }
  const skip = event.target.closest("a.skip");
  if (skip) {
    event.preventDefault();
    document.getElementById("found")?.focus();
    return;
  }
  const value = event.target.closest("button[value]")?.value ?? "";
  if (value.startsWith("page-")) trigger("input", { page: Number(value.slice(5)) });
  else if (value.startsWith("about-")) trigger("submit", { release: value.slice(6) });
  else if (value === "clear-limits") trigger("clear");
  else if (value === "to-list") back();
}

// The newest marks stand at the right end.
function settle() {
  const frame = tab()?.querySelector(".timeline .frame");
  if (frame) frame.scrollLeft = frame.scrollWidth;
  const id = shown()?.dataset.opened;
  if (id) mark(id);
}

// Sends the chosen files and tells each step; the report comes from the server, escaped there.
function send(event) {
  const form = event.target.closest?.("form[data-upload]");
  if (!form) return;
  event.preventDefault();
  const files = form.querySelector("input[type=file]");
  const [step, bar, button] = ["p.step", "progress", "button"].map((one) => form.querySelector(one));
  const report = form.parentElement.querySelector(".report");
  if (!files.files.length) {
    step.textContent = "Choose files first.";
    return;
  }
  const body = new FormData();
  for (const file of files.files) body.append("file", file);
  const request = new XMLHttpRequest();
  let read = 0;
  const tell = (words, done, total) => {
    step.textContent = words;
    bar.max = total || 1;
    bar.value = done;
  };
  const follow = () => {
    for (let end; (end = request.responseText.indexOf("\n", read)) >= 0; read = end + 1) {
      const line = JSON.parse(request.responseText.slice(read, end));
      if (line.report === undefined) tell(`${line.step}: ${line.done} of ${line.total}`, line.done, line.total);
      else report.innerHTML = line.report;
    }
  };
  const ended = (words) => {
    bar.hidden = true;
    button.disabled = false;
    step.textContent = words;
    if (report.innerHTML) report.focus();
  };
  request.upload.onprogress = (sent) => tell("Sending", sent.loaded, sent.total);
  request.onprogress = () => request.status === 200 && follow();
  request.onload = () => {
    if (request.status !== 200) return ended(request.responseText || "The files were refused.");
    follow();
    ended("");
    form.reset();
    trigger("upload");
  };
  request.onerror = () => ended("The connection was lost. What was added stands in the list.");
  report.textContent = "";
  button.disabled = true;
  bar.hidden = false;
  request.open("POST", form.dataset.upload);
  request.setRequestHeader("X-Communique", "upload");
  request.send(body);
}

window.communiqueArchive?.abort();
window.communiqueArchive = new AbortController();
const { signal } = window.communiqueArchive;
document.addEventListener("click", clicked, { signal });
document.addEventListener("submit", send, { signal });
watch("value", settle);
settle();
