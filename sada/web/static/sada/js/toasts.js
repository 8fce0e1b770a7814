// Toasts with undo. From the server: HX-Trigger {"sada:toast": {"text", "undo", "bad"}}, or Django's messages in the page.
(() => {
  const PLAIN = 6000;
  const WITH_UNDO = 15000;

  const remove = (toast) => {
    const held = toast.contains(document.activeElement);
    toast.remove();
    if (held) document.getElementById("main")?.focus({ preventScroll: true });
  };

  // Goes by itself, but never while the pointer or the focus is on it; an error stays until closed.
  const live = (toast) => {
    if (toast.classList.contains("toast-bad")) return;
    let timer;
    const wait = () => { timer = setTimeout(() => remove(toast), toast.querySelector("[data-undo]:not([hidden])") ? WITH_UNDO : PLAIN); };
    const hold = () => clearTimeout(timer);
    toast.addEventListener("pointerenter", hold);
    toast.addEventListener("focusin", hold);
    toast.addEventListener("pointerleave", () => { hold(); wait(); });
    toast.addEventListener("focusout", () => { hold(); wait(); });
    wait();
  };

  const show = ({ text, undo, bad }) => {
    const toast = document.getElementById("toast-model").content.firstElementChild.cloneNode(true);
    toast.querySelector(".toast-text").textContent = text;
    toast.classList.toggle("toast-bad", Boolean(bad));
    if (undo) {
      const button = toast.querySelector("[data-undo]");
      button.dataset.undo = undo;
      button.hidden = false;
    }
    document.querySelector("[data-toasts]").append(toast);
    document.dispatchEvent(new CustomEvent("sada:say", { detail: { text, now: bad } }));
    live(toast);
  };

  document.addEventListener("sada:toast", (event) => show(event.detail));

  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-toast-close]");
    if (close) remove(close.closest("[data-toast]"));
    const undo = event.target.closest("[data-undo]");
    if (!undo) return;
    undo.disabled = true;
    const target = document.getElementById("undone") || document.getElementById("main") || document.body;
    htmx.ajax("POST", undo.dataset.undo, { source: target, target, swap: "none" }).then(() => {
      remove(undo.closest("[data-toast]"));
      document.dispatchEvent(new CustomEvent("sada:undone", { detail: { address: undo.dataset.undo } }));
    });
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const toast of document.querySelectorAll("[data-toasts] [data-toast]")) {
      document.dispatchEvent(new CustomEvent("sada:say", { detail: { text: toast.querySelector(".toast-text").textContent } }));
      live(toast);
    }
  });
})();
