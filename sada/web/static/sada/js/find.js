// A select marked data-find gets a field above it that narrows its options as one types. Spelling is forgiven: alef, hamza,
// ya, ta marbuta, vowel signs, «ال», and one letter wrong in a longer word. Arrows and Enter go from the field to the list.
// Without this script it stays an ordinary select.
(() => {
  const LETTERS = { "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": "" };
  const fold = (text) => text.toLowerCase().normalize("NFKC").replace(/[\u064b-\u0652\u0670]/g, "")
    .replace(/[أإآٱىئؤةـ]/g, (letter) => LETTERS[letter]).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const words = (text) => fold(text).split(" ").filter(Boolean).map((word) => word.replace(/^(?:و?ال|لل)(?=..)/, ""));

  // Whether a word begins `whole` with at most `most` letters wrong, missing, or too many.
  const near = (part, whole, most) => {
    let row = Array.from({ length: whole.length + 1 }, (_, n) => n);
    for (let i = 1; i <= part.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= whole.length; j += 1) {
        const changed = row[j - 1] + (part[i - 1] === whole[j - 1] ? 0 : 1);
        next.push(Math.min(changed, row[j] + 1, next[j - 1] + 1));
      }
      row = next;
    }
    return Math.min(...row) <= most;
  };
  // 0 where every word stands in the name, 1 where one is misspelt, -1 where it is another name.
  const rank = (asked, name) => {
    if (asked.every((word) => name.some((other) => other.includes(word)))) return 0;
    const fits = (word) => name.some((other) => other.includes(word) || (word.length > 3 && near(word, other, word.length > 6 ? 2 : 1)));
    return asked.every(fits) ? 1 : -1;
  };

  const dress = (select) => {
    if (select.dataset.dressed) return;
    select.dataset.dressed = "1";
    const all = [...select.options].filter((option) => option.value).map((option) => {
      const group = option.parentElement instanceof HTMLOptGroupElement ? option.parentElement.label : "";
      return { value: option.value, text: option.text, group, words: words(`${option.text} ${group}`) };
    });
    const field = document.createElement("input");
    Object.assign(field, { type: "search", autocomplete: "off", placeholder: select.dataset.find });
    field.setAttribute("aria-label", select.dataset.find);
    field.setAttribute("aria-controls", select.id);
    const none = document.createElement("p");
    none.className = "small soft";
    none.setAttribute("role", "status");
    const had = select.hasAttribute("autofocus");
    select.before(field);
    select.after(none);
    select.size = 7;
    if (had) field.focus();
    const show = () => {
      const asked = words(field.value), kept = select.value;
      const ranked = all.map((one) => ({ ...one, rank: asked.length ? rank(asked, one.words) : 0 })).filter((one) => one.rank >= 0);
      const exact = ranked.filter((one) => one.rank === 0);
      const found = exact.length ? exact : ranked;
      const groups = new Map();
      for (const one of found) groups.set(one.group, [...(groups.get(one.group) || []), one]);
      select.replaceChildren(...[...groups].flatMap(([label, rows]) => {
        const options = rows.map((one) => new Option(one.text, one.value, false, one.value === kept));
        if (!label) return options;
        const group = document.createElement("optgroup");
        group.label = label;
        group.append(...options);
        return [group];
      }));
      if (!found.some((one) => one.value === kept)) select.selectedIndex = -1;
      none.textContent = found.length ? "" : select.dataset.none;
    };
    field.addEventListener("input", show);
    field.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "Enter") return;
      event.preventDefault(); // Enter chooses; it does not send the form
      if (!select.options.length) return;
      if (select.selectedIndex < 0) select.selectedIndex = 0;
      select.dispatchEvent(new Event("change", { bubbles: true }));
      select.focus();
    });
    show();
  };
  const look = (root) => root.querySelectorAll?.("select[data-find]").forEach(dress);
  document.addEventListener("htmx:afterSettle", (event) => look(event.target));
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", () => look(document)) : look(document);
})();
