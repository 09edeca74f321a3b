// Keeps the visitor's conversations in this browser; `element` and `trigger` are given by Gradio.
// A conversation is stored whole under its own id: { name, named, changed, stamp, turns }. `turns`
// are texts that the server made and reads again; nothing of them is ever taken for HTML here.
// `stamp` changes whenever the turns do: a tab writes only over turns that it has read itself.
const AREA = `communique ${location.pathname} `;
const LAST = `${AREA}open`; // of this tab alone
const FULL = "This browser has no room for more. The conversation goes on, but its last answer is " +
  "not kept. Delete conversations, or download this one.";
const BLOCKED = "This browser stores nothing for this page, so conversations are not kept. " +
  "Everything else works; a conversation can be downloaded while it is open.";
const PARTED = "This conversation was continued in another window too. Both are kept, each on its own.";
const LOST = "The server was started anew and had forgotten the earlier turns. This question began " +
  "a new conversation; the earlier one is in the list of conversations.";
const LONG = "This conversation is too long to be opened again. It can be deleted.";
const BROKEN = "A conversation that cannot be read any more";
const NAME = 200; // characters

const dialog = element.querySelector("dialog");
const list = element.querySelector("ul");
const toast = element.querySelector(".toast");
const store = area("localStorage");
const tab = area("sessionStorage");
const known = new Map(); // by the name that the server has for it
let current = null;
let state = 0; // counts what was begun or opened: what the server says of earlier ones is late
let wanted = null; // what is being opened
let warned = false;

function area(name) {
  try {
    const found = window[name];
    found.getItem(AREA);
    return found;
  } catch {
    return null; // blocked by the visitor
  }
}

// Storage.

const random = () => [...crypto.getRandomValues(new Uint8Array(8))]
  .map((byte) => byte.toString(16).padStart(2, "0")).join("");
const ids = () => Object.keys(store ?? {}).filter((key) => key.startsWith(`${AREA}id `))
  .map((key) => key.slice(AREA.length + 3));

function read(id) {
  try {
    const one = JSON.parse(store.getItem(`${AREA}id ${id}`));
    if (!Array.isArray(one.turns) || !one.turns.every((turn) => typeof turn === "string")) return null;
    const name = typeof one.name === "string" ? one.name.slice(0, NAME) : "";
    const changed = Number.isFinite(one.changed) ? one.changed : 0;
    return { ...one, name, changed };
  } catch {
    return null;
  }
}

function write(id, one) {
  try {
    store.setItem(`${AREA}id ${id}`, JSON.stringify(one));
    return true;
  } catch {
    return false; // no room: what is stored stays as it is
  }
}

function question(text) {
  try {
    return String(JSON.parse(text).question).slice(0, NAME);
  } catch {
    return BROKEN;
  }
}

// Stores what this tab has of a conversation; never over turns that it has not seen.
function save(one) {
  if (!store) return blocked();
  const stored = read(one.id);
  if (stored && stored.stamp !== one.stamp) {
    one.id = random();
    one.name = `${stored.name} (another window)`.slice(0, NAME);
    one.named = true;
    tell(PARTED);
  } else if (stored) {
    [one.name, one.named] = [stored.name, stored.named];
  }
  if (!one.named) one.name = question(one.texts[0]);
  const stamp = random();
  const { name, named, texts: turns } = one;
  one.unsaved = !write(one.id, { format: 1, name, named, changed: Date.now(), stamp, turns });
  if (one.unsaved) tell(FULL);
  else one.stamp = stamp;
  remember();
}

function remember() {
  try {
    if (current?.stamp) tab?.setItem(LAST, current.id);
    else tab?.removeItem(LAST);
  } catch {
    // a full or blocked store: after a reload the list leads to the conversation
  }
}

function blocked() {
  if (!warned) tell(BLOCKED);
  warned = true;
}

function remove(id) {
  store.removeItem(`${AREA}id ${id}`);
  for (const one of known.values()) {
    if (one.id === id) gone(one);
    else if (one.unsaved) save(one); // there may be room now
  }
}

// A conversation that was deleted, here or in another tab: it leaves the page as well.
function gone(one) {
  one.gone = true;
  if (one === current) open("");
}

// What page and server say to each other.

function open(id) {
  const stored = id ? read(id) : null;
  const texts = stored?.turns ?? [];
  state += 1;
  wanted = { state, id, texts, stamp: stored?.stamp, name: stored?.name, named: stored?.named };
  current = null;
  remember();
  wait(texts.length > 0);
  trigger("submit");
}

// Nothing can be asked until the earlier turns are back: the question would be without them.
function wait(is) {
  const place = document.getElementById("conversation");
  if (!place) return;
  place.inert = is;
  clearTimeout(wait.timer);
  if (is) wait.timer = setTimeout(wait, 15000, false);
}

const request = () => wanted && JSON.stringify({ state: String(wanted.state), texts: wanted.texts });

function first() {
  let id = null;
  try {
    id = tab?.getItem(LAST);
  } catch {
    // blocked: nothing is opened
  }
  const stored = id && read(id);
  if (!stored || !stored.turns.length || state) return "";
  state += 1;
  wanted = { ...stored, state, id, texts: stored.turns };
  wait(true);
  return request();
}

function hear(sent) {
  if (!sent) return;
  const told = JSON.parse(sent);
  if (told.failed) {
    wait(false);
    tell(LONG);
  } else if ("opened" in told) {
    if (told.state === String(wanted?.state)) taken(told.handle);
  } else follow(told);
  if (dialog.open) draw();
}

function taken(handle) {
  const { id, texts, stamp, name, named } = wanted;
  wait(false);
  wanted = null;
  if (!texts.length) return;
  current = { handle, id, texts, stamp, name, named };
  known.set(handle, current);
  remember();
}

// The conversation as the server has it now: what was kept of it up to `from`, and then `turns`.
function follow(told) {
  const late = told.state !== String(state);
  const earlier = known.get(told.handle);
  if (earlier?.gone) return;
  const adds = earlier && told.from === earlier.texts.length;
  if (earlier && (adds || (earlier === current && !late))) {
    const texts = [...earlier.texts.slice(0, told.from), ...told.turns];
    const same = texts.length === earlier.texts.length && !told.turns.length;
    earlier.texts = texts;
    if (!same) save(earlier);
    return;
  }
  if (told.from > 0 || !told.turns.length) return;
  const lost = current && !late;
  const one = { handle: told.handle, id: random(), texts: told.turns, name: "", named: false };
  known.set(told.handle, one);
  if (!late) current = one;
  save(one);
  if (lost && store) tell(LOST);
}

function begin() {
  state += 1;
  current = wanted = null;
  wait(false);
  remember();
}

function saveFile(sent) {
  const { name, type, text, told } = JSON.parse(sent);
  if (told) tell(told);
  if (!text) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// The list. Names come from questions, or from whoever wrote to this browser's storage: they are
// only ever set as text.

function tell(text) {
  const place = dialog.open ? element.querySelector(".told") : toast.querySelector("p");
  place.textContent = text;
  (dialog.open ? place : toast).hidden = false;
}

function button(text, value, label) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.value = value;
  if (label) made.setAttribute("aria-label", label);
  return made;
}

function row(id, one) {
  const item = document.createElement("li");
  const name = one?.name || BROKEN;
  item.dataset.id = id;
  const opener = button(name, "open");
  opener.className = "name";
  opener.disabled = !one;
  if (current?.id === id) opener.setAttribute("aria-current", "true");
  const when = document.createElement("span");
  when.className = "when";
  if (one) {
    const count = `${one.turns.length} question${one.turns.length === 1 ? "" : "s"}`;
    const day = new Date(one.changed);
    const told = day.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
    when.textContent = `${current?.id === id ? "open now · " : ""}${told} · ${count}`;
  }
  const rename = button("Rename", "rename", `Rename ${name}`);
  rename.hidden = !one;
  item.append(opener, when, rename, button("Delete", "delete", `Delete ${name}`));
  return item;
}

function draw() {
  const rows = ids().map((id) => [id, read(id)]);
  rows.sort((one, other) => (other[1]?.changed ?? 0) - (one[1]?.changed ?? 0));
  list.replaceChildren(...rows.map(([id, one]) => row(id, one)));
  element.querySelector(".none").hidden = rows.length > 0;
  element.querySelector(".all").hidden = rows.length === 0;
}

function show() {
  const told = element.querySelector(".told");
  told.hidden = Boolean(store);
  told.textContent = store ? "" : BLOCKED;
  toast.hidden = true;
  draw();
  dialog.showModal();
}

// Asks in place of the pressed button whether something is to be deleted for ever.
function confirm(pressed, value, question) {
  const asked = document.createElement("span");
  asked.className = "sure";
  asked.append(question, " ", button("Delete", value), button("Keep", "keep"));
  pressed.replaceWith(asked);
  asked.lastChild.focus();
}

function rename(item) {
  const field = document.createElement("input");
  field.value = read(item.dataset.id)?.name ?? "";
  field.maxLength = NAME;
  field.setAttribute("aria-label", "Name of the conversation");
  item.replaceChildren(field, button("Save", "save"), button("Cancel", "keep"));
  field.focus();
  field.select();
}

function named(item) {
  const id = item.dataset.id;
  const name = item.querySelector("input").value.trim();
  const stored = read(id);
  if (stored && name && !write(id, { ...stored, name, named: true })) tell(FULL);
}

function pressed(event) {
  const target = event.target.closest?.("button[value]");
  if (!target) return;
  const item = target.closest("li");
  const id = item?.dataset.id;
  const done = {
    list: show,
    close: () => dialog.close(),
    dismiss: () => (toast.hidden = true),
    open: () => (dialog.close(), open(id)),
    rename: () => rename(item),
    save: () => (named(item), redraw(id)),
    keep: () => redraw(id),
    delete: () => confirm(target, "really", "Delete for ever?"),
    really: () => (remove(id), redraw()),
    "delete-all": () => confirm(target, "really-all", "Delete all conversations for ever?"),
    "really-all": () => (ids().forEach(remove), redraw()),
    text: () => trigger("download", { kind: "text" }),
    records: () => trigger("download", { kind: "records" }),
  }[target.value];
  done?.();
}

// The list anew, the focus where it was: on the conversation, or on the way out.
function redraw(id) {
  const all = element.querySelector(".all");
  all.replaceChildren(button("Delete all", "delete-all"));
  draw();
  const item = [...list.children].find((each) => each.dataset.id === id);
  (item?.querySelector("button") ?? dialog.querySelector('[value="close"]')).focus();
}

// Another tab stored or deleted something.
function changed(event) {
  if (event.storageArea !== store) return;
  if (event.key === null || (event.key.startsWith(AREA) && event.newValue === null)) {
    const left = new Set(ids());
    for (const one of known.values()) if (!left.has(one.id) && !one.unsaved && !one.gone) gone(one);
  }
  if (dialog.open && !dialog.querySelector("input")) draw();
}

window.keptConversations?.stop();
const stopped = new AbortController();
element.addEventListener("click", pressed, { signal: stopped.signal });
element.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
  event.preventDefault();
  event.target.closest("li").querySelector('[value="save"]').click();
}, { signal: stopped.signal });
window.addEventListener("storage", changed, { signal: stopped.signal });
window.keptConversations = {
  first,
  chosen: () => request() ?? "",
  state: () => String(state),
  hear,
  begin,
  save: saveFile,
  stop: () => stopped.abort(),
};
