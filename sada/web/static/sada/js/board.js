// The board by keyboard: arrows walk between columns as they lie on the screen; with Shift they give the card to the
// person of the next column. Letters and selecting are those of every list.
(() => {
  const board = document.querySelector("[data-board]");
  if (!board) return;
  const columns = () => [...board.querySelectorAll("[data-column]")];
  const cards = (column) => [...column.querySelectorAll("[data-row]")];
  const isRtl = getComputedStyle(board).direction === "rtl";

  const go = (card, step) => {
    const all = columns();
    const here = card.closest("[data-column]");
    const place = cards(here).indexOf(card);
    for (let at = all.indexOf(here) + step; at >= 0 && at < all.length; at += step) {
      const found = cards(all[at]);
      if (!found.length) continue;
      const next = found[Math.min(place, found.length - 1)];
      next.querySelector("[data-row-link]").focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
      return true;
    }
    return false;
  };

  const give = (card, step) => {
    const all = columns();
    for (let at = all.indexOf(card.closest("[data-column]")) + step; at >= 0 && at < all.length; at += step) {
      const person = all[at].dataset.person;
      if (!person) continue;
      htmx.ajax("POST", card.dataset.move, { source: board, swap: "none", values: { owner: person } });
      return true;
    }
    return false;
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const card = event.target.closest?.("[data-board] [data-row]");
    if (!card) return;
    const step = (event.key === "ArrowLeft") === isRtl ? 1 : -1;
    if (event.shiftKey ? give(card, step) : go(card, step)) event.preventDefault();
  });
})();
