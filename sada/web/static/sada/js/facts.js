// Facts in a text: "#" or the button opens the list, choosing one types in what it says, as «{1,480 #12}», so that the
// browser's own undo takes it back. Every field marked [data-fact-field] holds a textarea, the button and the list.
window.sadaFacts = (field) => {
  const area = field.querySelector("textarea");
  const popup = field.querySelector("[data-facts]");
  const query = popup.querySelector("input");
  const found = popup.querySelector(".fact-found");
  const TOKEN = /\{[^{}\n]+\}/g;
  let range = null; // what the next fact replaces: [start, end] in UTF-16 units
  let isTyping = false; // by us: a "#" of ours opens nothing

  const plain = (text) => text.replace(/[\u2066-\u2069]/g, "");
  const isolated = (text) => plain(text).replace(TOKEN, "\u2068$&\u2069"); // so that {1,480 #12} reads well in Arabic
  const put = (start, end, text) => {
    area.focus();
    area.setSelectionRange(start, end);
    isTyping = true;
    const isDone = start === end && !text || document.execCommand(text ? "insertText" : "delete", false, text);
    isTyping = false;
    if (isDone) return;
    area.setRangeText(text, start, end, "end"); // no longer undone by the browser, but never lost
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const open = (start, end, words = "") => {
    range = [start, end];
    popup.hidden = false;
    query.value = words;
    query.focus();
    htmx.trigger(query, "facts");
  };
  const close = (back = true) => {
    popup.hidden = true;
    if (back) area.focus();
  };
  const choose = (choice, at = range) => {
    const [start, end] = at;
    const written = plain(area.value.slice(start, end)).trim();
    const says = written || choice.dataset.value;
    const counts = !written && choice.dataset.measure ? ` ${choice.dataset.measure}` : ""; // «12 فرقة», not «12» alone
    close(false);
    put(start, end, isolated(/[{}#=\n]/.test(says) ? `{#${choice.dataset.fact}}` : `{${says} #${choice.dataset.fact}}`) + counts);
  };
  const choices = () => [...found.querySelectorAll("[data-fact]")];
  const mark = (step) => {
    const all = choices();
    if (!all.length) return;
    const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
    const next = all[(at + step + all.length) % all.length];
    for (const one of all) one.setAttribute("aria-selected", String(one === next));
    if (!next.id) next.id = `${found.id}-${next.dataset.fact}`;
    query.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  };

  area.value = isolated(area.value);
  area.addEventListener("beforeinput", (event) => {
    if (isTyping || event.inputType !== "insertText" || event.data !== "#") return;
    event.preventDefault();
    open(area.selectionStart, area.selectionEnd, area.value.slice(area.selectionStart, area.selectionEnd));
  });
  field.querySelector("[data-facts-open]").addEventListener("click", () => open(area.selectionStart, area.selectionEnd));
  popup.querySelector("[data-facts-close]").addEventListener("click", () => close());
  query.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); mark(event.key === "ArrowDown" ? 1 : -1); }
    if (event.key === "Escape") { event.preventDefault(); close(); }
    if (event.key === "Enter") {
      event.preventDefault();
      const all = choices();
      const chosen = all.find((one) => one.getAttribute("aria-selected") === "true") || all[0];
      if (chosen) choose(chosen);
    }
    if (event.key === "#") { event.preventDefault(); close(false); put(range[0], range[1], "#"); }
  });
  found.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-fact]");
    if (choice) choose(choice);
  });
  return { area, plain, isolated, put, open, choose };
};
document.addEventListener("DOMContentLoaded", () => {
  for (const field of document.querySelectorAll("[data-fact-field]:not(form[data-draft] *)")) window.sadaFacts(field);
});
