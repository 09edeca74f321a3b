// Given a text, puts it on the clipboard and says so. Where the browser refuses that, the text is
// shown and selected, to be copied by hand.
(text) => {
  if (!text) return;
  const say = (told) => {
    const said = document.getElementById("said");
    said.textContent = told;
    clearTimeout(window.communiqueSaid);
    window.communiqueSaid = setTimeout(() => (said.textContent = ""), 4000);
  };
  const byHand = () => {
    const dialog = document.createElement("dialog");
    dialog.id = "by-hand";
    dialog.setAttribute("aria-labelledby", "by-hand-title");
    const title = document.createElement("h2");
    title.id = "by-hand-title";
    title.textContent = "Your browser does not let the page copy. Copy the selected text yourself.";
    const area = document.createElement("textarea");
    area.readOnly = true;
    area.rows = 12;
    area.value = text;
    area.setAttribute("aria-labelledby", "by-hand-title");
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    dialog.append(title, area, close);
    dialog.addEventListener("close", () => dialog.remove());
    const before = document.activeElement;
    // the answer may be drawn anew in the meantime
    const same = () => document.querySelector(`#chat button[value="${before.value}"]`);
    dialog.addEventListener("close", () => (before?.isConnected ? before : same())?.focus());
    document.body.append(dialog);
    dialog.showModal();
    area.focus();
    area.select();
  };
  const clipboard = navigator.clipboard;
  if (!clipboard) return byHand();
  clipboard.writeText(text).then(() => say("Copied"), byHand);
}
