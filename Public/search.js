// Long registers: what the words find is shown while they are typed. Without this file the button beside them asks.
"use strict";

for (const box of document.querySelectorAll("[data-search]")) {
  const name = box.dataset.search;
  const words = box.querySelector(`[name="${name}-words"]`);
  const shown = box.querySelector(`[name="${name}-shown"]`);
  const found = box.querySelector("[data-found]");
  const status = box.querySelector("[role=status]");
  let waiting, asked;

  async function ask() {
    const text = words.value.trim();
    if (text.length < 2 || text === shown.value) return;
    asked?.abort();
    asked = new AbortController();
    const address = new URL(words.form.action);
    address.pathname += "/found";
    address.search = new URLSearchParams({ question: name, words: text });
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok) return;
      found.innerHTML = await answer.text();
      // What is shown is what can be chosen: the page is not asked once more.
      shown.value = words.value;
      status.textContent = found.querySelector("legend, .notice")?.textContent ?? "";
    } catch (error) {
      if (error.name !== "AbortError") console.warn(error);
    }
  }

  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 250);
  });
}
