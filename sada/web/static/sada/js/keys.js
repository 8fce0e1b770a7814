// The keyboard map. Keys are declared in HTML: data-key="o" on a link or button. Letters are those of the physical key, so
// they work on an Arabic layout too; they rest while one writes, and one may switch them off (WCAG 2.1.4).
(() => {
  const STORE = "sada-keys";
  const isOn = () => localStorage.getItem(STORE) !== "off";
  const writes = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !/^(checkbox|radio|button|submit)$/.test(target.type);
  const letter = (event) => /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key;
  const shown = (element) => element.offsetParent !== null && !element.disabled;

  const press = (key) => {
    const holder = document.querySelector("dialog[open]") || document;
    const target = [...holder.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key && shown(element));
    if (!target) return false;
    if (target.matches("input:not([type=checkbox]), select, textarea")) target.focus();
    else if (target.matches("details > summary")) { target.click(); target.focus(); }
    else target.click();
    return true;
  };

  const list = () => {
    const place = document.querySelector("[data-keys-list]");
    for (const old of place.querySelectorAll("[data-listed]")) old.remove();
    const said = new Set();
    for (const element of document.querySelectorAll("[data-key]")) {
      const key = element.dataset.key;
      if (said.has(key) || !shown(element)) continue;
      said.add(key);
      const term = document.createElement("dt");
      const name = document.createElement("dd");
      term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
      const words = element.cloneNode(true);
      for (const hint of words.querySelectorAll("kbd")) hint.remove();
      name.textContent = element.dataset.keyLabel || element.getAttribute("aria-label") || words.textContent.trim();
      for (const part of [term, name]) { part.dataset.listed = ""; place.append(part); }
    }
    // Keys that press no button (the arrows of the board) are said by what names them: data-keys="Shift+←|Shift+→".
    for (const element of [...document.querySelectorAll("[data-keys]")].filter(shown)) {
      const term = document.createElement("dt");
      for (const key of element.dataset.keys.split("|")) term.append(Object.assign(document.createElement("kbd"), { textContent: key }), " ");
      const name = Object.assign(document.createElement("dd"), { textContent: element.textContent.trim() });
      for (const part of [term, name]) { part.dataset.listed = ""; place.append(part); }
    }
  };

  const help = () => { list(); document.getElementById("keys").showModal(); };
  document.addEventListener("click", (event) => { if (event.target.closest('[data-dialog="keys"]')) list(); }, true);

  const own = (event) => {
    if (event.key === "?" || event.key === "؟" || (event.code === "Slash" && event.shiftKey)) { help(); return true; }
    if (event.key === "/" || event.code === "Slash") {
      const field = document.querySelector("[data-search]");
      field?.focus();
      field?.select();
      return Boolean(field);
    }
    const key = letter(event);
    if (key === "j") return window.sadaRows.walk(1);
    if (key === "k") return window.sadaRows.walk(-1);
    if (key === "x") return window.sadaRows.select(event.shiftKey);
    return press(key);
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && event.target.matches("[data-search]")) { event.target.blur(); return; }
    if (writes(event.target) || !isOn() || event.key.length !== 1) return;
    if (document.querySelector("dialog[open]") && !/^[a-z0-9]$/.test(letter(event))) return;
    if (own(event)) event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const box of document.querySelectorAll("[data-keys-on]")) {
      box.checked = isOn();
      box.addEventListener("change", () => localStorage.setItem(STORE, box.checked ? "on" : "off"));
    }
  });
})();
