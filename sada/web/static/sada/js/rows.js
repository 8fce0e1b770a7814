// Rows one walks with j and k: <ul data-rows> of <li data-row> with one main link; x selects, Shift extends the selection.
(() => {
  const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")].filter((row) => row.offsetParent !== null);
  const link = (row) => row.querySelector("[data-row-link], a[href]");
  const box = (row) => row.querySelector("input[type=checkbox]");
  let anchor = null;

  const current = (all) => {
    const focused = document.activeElement?.closest?.("[data-row]");
    const at = all.indexOf(focused);
    return at >= 0 ? at : all.findIndex((row) => row.matches('[aria-current="true"]') || row.querySelector('[aria-current="true"]'));
  };

  const walk = (step) => {
    const all = rows();
    const next = all[Math.max(0, Math.min(all.length - 1, current(all) + step))];
    if (!next) return false;
    link(next)?.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  };

  const range = (to, checked) => {
    const all = rows();
    const [from, until] = [all.indexOf(anchor ?? to), all.indexOf(to)].sort((a, b) => a - b);
    for (const row of all.slice(Math.max(0, from), until + 1)) set(row, checked);
  };
  const set = (row, checked) => {
    const input = box(row);
    if (!input || input.checked === checked) return;
    input.checked = checked;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const select = (shift) => {
    const all = rows();
    const row = all[current(all)];
    if (!row || !box(row)) return false;
    if (shift) range(row, true);
    else set(row, !box(row).checked);
    anchor = row;
    return true;
  };

  document.addEventListener("click", (event) => {
    const row = event.target.closest?.("[data-row]");
    if (!row || event.target !== box(row)) return;
    if (event.shiftKey) range(row, event.target.checked);
    anchor = row;
  });

  // The bar of what can be done with many shows itself while something is selected.
  document.addEventListener("change", (event) => {
    const list = event.target.closest?.("[data-rows]");
    if (!list) return;
    const n = list.querySelectorAll("[data-row] input[type=checkbox]:checked").length;
    for (const bar of document.querySelectorAll("[data-many]")) {
      bar.hidden = n === 0;
      for (const place of bar.querySelectorAll("[data-many-count]")) place.textContent = n.toLocaleString(document.documentElement.dataset.digits === "arabic" ? "ar-SA-u-nu-arab" : "en");
    }
  });

  window.sadaRows = { walk, select };
})();
