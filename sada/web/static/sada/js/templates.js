// Templates in the draft editor: F2 opens them, choosing one types it in, so that the browser's own undo takes it back.
document.addEventListener("DOMContentLoaded", () => {
  const popup = document.getElementById("template-popup");
  const area = document.getElementById("id_draft");
  if (!popup || !area) return;
  const found = document.getElementById("template-found");
  const opener = document.querySelector("[data-templates-open]");
  const TOKEN = /\{[^{}\n]+\}/g;
  const isolated = (text) => text.replace(TOKEN, "\u2068$&\u2069"); // as facts.js shows citations

  const choices = () => [...found.querySelectorAll("[data-template-insert]")];
  const open = () => {
    popup.hidden = false;
    htmx.trigger(found, "templates");
    (choices()[0] || popup.querySelector("[data-templates-close]")).focus();
  };
  const close = () => { popup.hidden = true; area.focus(); };
  const insert = (text) => {
    const whole = isolated(text);
    close();
    if (!area.value.trim()) area.select();
    const start = area.selectionStart;
    if (!document.execCommand("insertText", false, whole)) { // no longer undone by the browser, but never lost
      area.setRangeText(whole, start, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const gap = whole.search(/\[[^[\]\n]{2,80}\]/);
    if (gap >= 0) area.setSelectionRange(start + gap, start + gap + whole.slice(gap).indexOf("]") + 1);
  };

  opener.addEventListener("click", open);
  popup.querySelector("[data-templates-close]").addEventListener("click", close);
  found.addEventListener("htmx:afterSwap", () => choices()[0]?.focus());
  area.form.addEventListener("click", (event) => { // a template, or an answer given before
    const chosen = event.target.closest("[data-template-insert]");
    if (chosen) insert(chosen.closest("[data-template]").querySelector("template").content.textContent);
  });
  document.getElementById("split")?.addEventListener("htmx:afterSwap", (event) => { // the whole text, parted into posts
    area.select();
    insert(event.target.querySelector("template").content.textContent);
    document.querySelector('input[name="look"][value="thread"]')?.click();
  });
  popup.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const all = choices();
    const at = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (all.length) all[(at + all.length) % all.length].focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F2") return;
    event.preventDefault();
    if (popup.hidden) open(); else close();
  });
});
