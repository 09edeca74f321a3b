// Tells when the server ends while an answer is on its way, and brings the question back.
{
  const PENDING = "communique-question";
  const LOST =
    "The server ended before it had answered. This page loads anew when the server is back; " +
    "your question will then stand in the box.";
  let misses = 0;
  let server = null;
  let waits = false;
  let brought = false;

  // A running server has one name; another one has taken its place when the name is another.
  async function named() {
    const answer = await fetch("gradio_api/app_id", { cache: "no-store", signal: AbortSignal.timeout(5000) });
    return (await answer.json()).app_id;
  }

  const pending = () => document.querySelector("#chat .progress");
  const asked = () => [...document.querySelectorAll("#chat .question")].at(-1)?.innerText ?? "";

  async function listen() {
    const lost = document.getElementById("lost");
    if (lost?.hidden && !pending()) {
      misses = 0;
      if (waits) sessionStorage.removeItem(PENDING);
      else bringBack();
      waits = false;
      return;
    }
    if (pending()) sessionStorage.setItem(PENDING, asked());
    waits = true;
    try {
      const now = await named();
      if (lost && (!lost.hidden || (server && now !== server))) location.reload();
      server ??= now;
      misses = 0;
    } catch {
      misses += 1;
      if (!lost || misses < 2) return;
      lost.hidden = false;
      if (lost.textContent !== LOST) lost.textContent = LOST;
    }
  }

  // The question that the last page had no answer to; it stays until it is asked or changed, since
  // the page may be loaded anew more than once.
  function bringBack() {
    const question = sessionStorage.getItem(PENDING);
    const field = document.querySelector("#box textarea");
    const ready = document.querySelector("#chat .welcome, #chat .question");
    if (brought || !question || !field || !ready) return;
    brought = true;
    if (field.value) return;
    field.value = question;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  try {
    document.addEventListener("input", (event) => {
      if (event.isTrusted && !pending()) sessionStorage.removeItem(PENDING);
    }, { signal });
    named().then((name) => (server = name), () => {});
    const clock = setInterval(() => listen().catch(() => {}), 2000);
    signal.addEventListener("abort", () => clearInterval(clock));
  } catch {
    // a browser that keeps nothing: the page works without
  }
}
