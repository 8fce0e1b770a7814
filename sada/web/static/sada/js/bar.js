// The bar at the start edge folds; this computer remembers it in a cookie, so the server draws it right at once.
(() => {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-bar-toggle]");
    if (!button) return;
    const root = document.documentElement;
    const folded = root.dataset.bar !== "collapsed";
    root.dataset.bar = folded ? "collapsed" : "open";
    button.setAttribute("aria-expanded", String(!folded));
    document.cookie = `sada_bar=${root.dataset.bar}; path=/; max-age=31536000; samesite=lax`;
  });

  // A title shown only while the bar is folded.
  const names = () => {
    for (const link of document.querySelectorAll(".bar-link")) {
      if (getComputedStyle(link.querySelector(".label")).position === "absolute") link.title = link.querySelector(".label").textContent;
      else link.removeAttribute("title");
    }
  };
  document.addEventListener("pointerover", (event) => { if (event.target.closest?.(".frame-bar")) names(); });

  // Two panes on a narrow screen: reading hides the list until one goes back.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-pane-back]")) document.querySelector("[data-panes]")?.removeAttribute("data-reading");
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!event.target.matches?.("[data-pane]")) return;
    event.target.closest("[data-panes]")?.setAttribute("data-reading", "");
    if (event.detail.requestConfig?.triggeringEvent?.type === "click") event.target.focus({ preventScroll: false });
  });
})();
