// The list of the conversations that this browser keeps, with its buttons; runs as one with
// conversations.js, after it. Names come from questions, or from whoever wrote to this browser's
// storage: they are only ever set as text.

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
