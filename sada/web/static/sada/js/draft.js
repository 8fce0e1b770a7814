// The draft editor (facts: facts.js): numbers tied or marked as own, the unsaved text kept in this browser.
// The server counts in code points, the textarea in UTF-16 units: `place` turns one into the other.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const area = form.querySelector("#id_draft");
  const title = form.querySelector("#id_title");
  const { plain, isolated, put, open, choose } = window.sadaFacts(form.querySelector("[data-fact-field]"));
  const menu = document.getElementById("bare-menu");
  const status = form.querySelector("[data-draft-status]");
  const key = `sada-draft-${form.dataset.draft}`;
  const saved = { title: title.value, draft: area.value };
  const place = (points) => [...area.value].slice(0, points).join("").length;
  const spot = (element) => [place(Number(element.dataset.start)), place(Number(element.dataset.end))];
  // An expert's answer, quoted where the cursor stands (at the end where it was never set); its numbers are then tied
  // to facts like any others.
  let entered = false;
  area.addEventListener("focus", () => { entered = true; });
  for (const button of form.querySelectorAll("[data-quote]")) {
    button.addEventListener("click", () => {
      const said = document.querySelector(button.dataset.quote).innerText.trim();
      const [start, end] = entered ? [area.selectionStart, area.selectionEnd] : [area.value.length, area.value.length];
      const lead = /(^|\s)(ب?)أن[ \t]*$/m.exec(area.value);
      const leadEnd = lead ? lead.index + lead[0].length : -1;
      // Where the template stops at «نفيدكم بأن» the answer goes on from there, after words that any sentence may follow.
      if (lead) put(lead.index + lead[1].length, leadEnd, `${lead[2]}ما يأتي:\n${said}`);
      else put(start, end, said);
    });
  }

  // Numbers without a fact --------------------------------------------------------------------------------------------
  let bare = null;
  // «[الأستاذ أو الأستاذة]» chosen once is chosen in the whole text: one is not addressed as two.
  const fill = (start, end, word, place) => {
    put(start, end, word);
    const rest = /\[([^\[\]\n]*?)(\S+) أو (\2ة)\]/;
    for (let found = rest.exec(area.value); found; found = rest.exec(area.value)) {
      put(found.index, found.index + found[0].length, found[1] + found[place ? 3 : 2]);
    }
  };
  const mend = (button, holder) => {
    const [start, end] = spot(holder);
    menu.hidden = true;
    if (button.hasAttribute("data-own")) put(start, end, isolated(`{=${area.value.slice(start, end)}}`));
    else if (button.hasAttribute("data-pick")) { area.focus(); area.setSelectionRange(start, end); }
    else if (button.dataset.fill) fill(start, end, button.dataset.fill, Number(button.dataset.place));
    else if (button.dataset.fact) choose(button, [start, end]);
    else open(start, end, area.value.slice(start, end));
  };
  form.addEventListener("click", (event) => {
    const number = event.target.closest("[data-bare]");
    if (number) {
      bare = number;
      const [start, end] = spot(number);
      area.setSelectionRange(start, end);
      menu.hidden = false;
      menu.querySelector("button").focus();
      return;
    }
    const button = event.target.closest("[data-tie], [data-own], [data-pick], [data-fill]");
    if (!button) { if (!event.target.closest("#bare-menu")) menu.hidden = true; return; }
    mend(button, menu.contains(button) ? bare : button);
  });
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") { menu.hidden = true; area.focus(); } });

  // The unsaved text stays in this browser until it is saved -----------------------------------------------------------
  const box = form.querySelector("#id_draft").closest("main").querySelector("[data-draft-found]");
  const isChanged = () => title.value !== saved.title || area.value !== saved.draft;
  let timer;
  const keep = () => {
    if (!isChanged()) { sessionStorage.removeItem(key); status.textContent = ""; return; }
    const at = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
    sessionStorage.setItem(key, JSON.stringify({ title: title.value, draft: area.value, version: form.dataset.version, at }));
    status.textContent = `${status.dataset.kept} ${at}`;
  };
  for (const field of [area, title]) {
    field.addEventListener("input", () => {
      status.textContent = status.dataset.unsaved;
      clearTimeout(timer);
      timer = setTimeout(keep, 800);
    });
  }
  const held = JSON.parse(sessionStorage.getItem(key) || "null");
  if (held && (held.draft !== saved.draft || held.title !== saved.title)) {
    box.hidden = false;
    box.querySelector("[data-draft-when]").textContent = held.at;
    box.querySelector("[data-draft-restore]").addEventListener("click", () => {
      title.value = held.title;
      put(0, area.value.length, held.draft);
      box.hidden = true;
    });
    box.querySelector("[data-draft-drop]").addEventListener("click", () => { sessionStorage.removeItem(key); box.hidden = true; });
  } else sessionStorage.removeItem(key);

  let leaving = false;
  form.addEventListener("submit", () => {
    leaving = true;
    sessionStorage.removeItem(key);
    sessionStorage.setItem(`${key}-at`, String(area.selectionStart));
  });
  window.addEventListener("beforeunload", (event) => { if (!leaving && isChanged()) { keep(); event.preventDefault(); } });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.code === "KeyS") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-save]"));
    }
  });

  // The caret is again where it was, and the text runs as its first letter does ------------------------------------------
  const at = sessionStorage.getItem(`${key}-at`);
  sessionStorage.removeItem(`${key}-at`);
  if (at !== null) { area.focus(); area.setSelectionRange(Number(at), Number(at)); }
  const direct = () => {
    const letter = area.value.match(/[\u0600-\u06ffA-Za-z]/);
    area.dir = letter && /[A-Za-z]/.test(letter[0]) ? "ltr" : "rtl";
  };
  area.addEventListener("input", direct);
  direct();
  htmx.trigger(document.body, "look"); // the places of the first preview are those of the text without isolates
});
