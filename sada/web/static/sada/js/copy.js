// data-copy="#id" copies the clean text of that element (data-copy="" of the button's data-text): no marks, no invisible signs.
(() => {
  const clean = (text) => text.replace(/[\u200e\u200f\u061c\u2066-\u2069\u202a-\u202e]/g, "").replace(/[ \t]+\n/g, "\n").trim();

  const byHand = (text) => { // a plain http address in the house has no clipboard API
    const area = Object.assign(document.createElement("textarea"), { value: text, className: "visually-hidden" });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const from = button.dataset.copy ? document.querySelector(button.dataset.copy) : null;
    const text = clean(from ? from.value ?? from.innerText : button.dataset.text || "");
    if (navigator.clipboard && window.isSecureContext) await navigator.clipboard.writeText(text);
    else byHand(text);
    button.focus();
    document.dispatchEvent(new CustomEvent("sada:toast", { detail: { text: document.querySelector("[data-words]").dataset.copied } }));
  });
})();
