// <dialog>: data-dialog="id" opens it, data-close closes it; data-confirm="sentence" asks before a form or an htmx request.
(() => {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) {
      opener.closest("details.menu")?.removeAttribute("open");
      document.getElementById(opener.dataset.dialog)?.showModal();
    }
    const close = event.target.closest("[data-close]");
    if (close) close.closest("dialog")?.close();
    if (event.target instanceof HTMLDialogElement && event.target.hasAttribute("data-light")) event.target.close();
  });

  const ask = (sentence, word, yes) => {
    const dialog = document.getElementById("confirm");
    const button = dialog.querySelector("[data-confirm-yes]");
    dialog.querySelector("#confirm-text").textContent = sentence;
    button.textContent = word || button.dataset.word;
    button.onclick = () => { dialog.close(); yes(); };
    dialog.showModal();
  };

  // Ordinary forms.
  document.addEventListener("submit", (event) => {
    const by = event.submitter;
    const holder = by?.hasAttribute("data-confirm") ? by : event.target.closest("form[data-confirm]");
    if (!holder || holder.dataset.agreed) return;
    event.preventDefault();
    event.stopPropagation();
    ask(holder.dataset.confirm, holder.dataset.confirmWord, () => {
      holder.dataset.agreed = "1";
      event.target.requestSubmit(by);
      delete holder.dataset.agreed;
    });
  }, true);

  // A form whose answer leads to another page is done: a second press before that page comes sends nothing.
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const form = event.target.closest?.("form");
    if (form && event.detail.xhr.getResponseHeader("HX-Redirect")) form.dataset.done = "1";
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.closest?.("form[data-done]")) event.preventDefault();
  });

  // htmx requests with hx-confirm.
  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    ask(event.detail.question, event.detail.elt.dataset.confirmWord, () => event.detail.issueRequest(true));
  });

  // A fragment that is a dialog opens when it arrives; one swapped in with errors stays open.
  document.addEventListener("htmx:afterSettle", (event) => {
    const dialog = event.target.matches?.("dialog[data-open]") ? event.target : event.target.querySelector?.("dialog[data-open]");
    if (dialog && !dialog.open) dialog.showModal();
  });
  document.addEventListener("sada:close-dialog", () => document.querySelector("dialog[open]")?.close());
})();
