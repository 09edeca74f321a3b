// Opens the filters of the conversation, so that the release set there is seen, and goes to the box.
() => {
  const go = (tries) => {
    const box = document.querySelector("#box textarea");
    const filters = document.querySelector("#filters > button");
    if (!box?.offsetParent || !filters) {
      if (tries) setTimeout(go, 50, tries - 1);
      return;
    }
    if (!filters.classList.contains("open")) filters.click();
    box.focus();
  };
  go(100);
}
