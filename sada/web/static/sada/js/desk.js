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
