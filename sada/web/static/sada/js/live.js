// Says to a screen reader what changed: document.dispatchEvent(new CustomEvent("sada:say", {detail: {text, now}})).
(() => {
  const say = (text, now) => {
    const place = document.querySelector(now ? "[data-live-now]" : "[data-live]");
    if (!place || !text) return;
    place.textContent = "";
    setTimeout(() => { place.textContent = text; }, 60); // a fresh node text is announced, a repeated one is not
  };
  document.addEventListener("sada:say", (event) => say(event.detail.text || event.detail.value, event.detail.now));

  const words = () => document.querySelector("[data-words]").dataset;
  const trouble = (text) => document.dispatchEvent(new CustomEvent("sada:toast", { detail: { text, bad: true } }));
  document.addEventListener("htmx:sendError", () => trouble(words().offline));
  document.addEventListener("htmx:timeout", () => trouble(words().offline));
  document.addEventListener("htmx:responseError", (event) => {
    if (!event.detail.xhr.getResponseHeader("HX-Trigger")) trouble(words().failed);
  });
})();
