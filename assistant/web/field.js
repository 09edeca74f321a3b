// Given the label of a field, brings the reader there: the question box, or a field of the form of
// filters, once the form is open.
(label) => {
  const until = performance.now() + 3000;
  const find = () => {
    const named = [...document.querySelectorAll("#box label, #filters label, #filters .block")];
    const one = named.find((each) => each.querySelector("span")?.textContent.trim() === label);
    return one?.querySelector("textarea, input") ?? null;
  };
  const go = () => {
    const field = find();
    if (field?.checkVisibility()) field.focus();
    else if (performance.now() < until) requestAnimationFrame(go);
  };
  if (label) go();
  else document.querySelector("#box textarea")?.focus();
}
