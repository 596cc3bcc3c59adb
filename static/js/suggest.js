/**
 * Offers titles while a person types into a search box that names its `data-suggest-url`, through
 * the browser's own list. Waits until an input method has finished and the hand has paused. Without
 * this the search works all the same.
 */
const PAUSE = 250;

for (const box of document.querySelectorAll("input[data-suggest-url][list]")) {
  const list = document.getElementById(box.getAttribute("list"));
  let timer;
  let asked;

  async function offer() {
    const words = box.value.trim();
    asked?.abort();
    if (!words) {
      list.replaceChildren();
      return;
    }
    asked = new AbortController();
    const url = new URL(box.dataset.suggestUrl, location.href);
    url.searchParams.set("q", words.slice(0, 200));
    try {
      const answer = await fetch(url, { signal: asked.signal });
      if (!answer.ok) return;
      const { titles } = await answer.json();
      list.replaceChildren(
        ...titles.map((title) => {
          const option = document.createElement("option");
          option.value = title;
          return option;
        }),
      );
    } catch {
      // Suggestions are an extra: a lost connection or a newer question leaves the list as it is.
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(offer, PAUSE);
  }

  box.addEventListener("input", (event) => {
    if (!event.isComposing) later();
  });
  box.addEventListener("compositionend", later);
}
