// The inbox: the open row stays marked while the pane changes; the list is counted anew when it has been renewed.
(() => {
  const pane = () => document.getElementById("pane");
  const mark = () => {
    const open = pane()?.querySelector("[data-item]")?.dataset.item;
    for (const link of document.querySelectorAll("[data-rows] .row-title")) {
      const row = link.closest("[data-row]");
      const is = Boolean(open) && row.id === `row-${open}`;
      link.toggleAttribute("aria-current", is);
      if (is) link.setAttribute("aria-current", "true");
      if (is) row.classList.remove("row-new");
    }
    return document.getElementById(`row-${open}`);
  };
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "pane") {
      const list = document.querySelector(".pane-list");
      const row = mark();
      if (row && list.scrollHeight > list.clientHeight) row.scrollIntoView({ block: "nearest" });
      pane().scrollIntoView({ block: "nearest" });
      if (window.scrollY > 0) window.scrollTo({ top: 0 });
      if (document.activeElement === document.body) pane().focus({ preventScroll: true });
    } else if (event.target.id === "inbox-list") {
      mark();
    }
  });
  // A dialog begins at its first field, not at the cross that closes it.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "inbox-dialog") return;
    event.target.querySelector(".dialog-body :is(input:not([type=hidden]), select, textarea)")?.focus();
  });
  // A row changed in place keeps its mark.
  document.addEventListener("htmx:oobAfterSwap", () => mark());
  document.addEventListener("DOMContentLoaded", mark);
  // On a small screen the ordinary judgements are kept back until asked for.
  document.addEventListener("click", (event) => {
    event.target.closest("[data-all-chips]")?.closest(".chips").classList.add("all");
  });
})();
