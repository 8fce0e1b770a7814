// data-print prints the page. A form marked data-once is sent once, however often its button is pressed.
(() => {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-once]");
    if (!form) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => { // back from the cache of the browser
    for (const form of document.querySelectorAll("form[data-once]")) delete form.dataset.sent;
  });
})();
// data-presence asks from time to time who else is here, and says whether one wrote a letter in the last minute.
// data-insert writes its words into the text of the form it stands in.
(() => {
  let typed = 0;
  document.addEventListener("input", (event) => { if (event.isTrusted) typed = performance.now(); });
  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.target.matches?.("[data-presence]")) return;
    event.detail.parameters.wrote = typed && performance.now() - typed < 60000 ? "1" : "";
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    const text = button?.closest("form")?.querySelector("textarea");
    if (!text) return;
    const before = text.value.slice(0, text.selectionStart);
    const gap = before && !/\s$/.test(before) ? " " : "";
    text.setRangeText(`${gap}${button.dataset.insert} `, text.selectionStart, text.selectionEnd, "end");
    text.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
