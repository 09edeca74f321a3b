// Keeps the visitor's conversations in this browser; `element` and `trigger` are given by Gradio.
// conversations_list.js, which shows them as a list, runs as one with this, after it.
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
