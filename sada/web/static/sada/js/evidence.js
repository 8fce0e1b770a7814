// A tip over a piece of evidence (or anything with data-tip) on hover and on focus; Escape hides it.
(() => {
  const tip = () => document.getElementById("tip");

  const show = (element) => {
    const box = tip();
    box.textContent = element.dataset.tip;
    box.hidden = false;
    element.setAttribute("aria-describedby", "tip");
    const at = element.getBoundingClientRect();
    const size = box.getBoundingClientRect();
    const above = at.top - size.height - 8;
    const middle = at.left + at.width / 2 - size.width / 2;
    box.style.top = `${above > 8 ? above : at.bottom + 8}px`;
    box.style.left = `${Math.max(8, Math.min(innerWidth - size.width - 8, middle))}px`;
  };
  const hide = () => {
    tip().hidden = true;
    document.querySelector('[aria-describedby="tip"]')?.removeAttribute("aria-describedby");
  };
  const of = (event) => event.target.closest?.("[data-tip]");

  document.addEventListener("pointerover", (event) => { const element = of(event); if (element) show(element); });
  document.addEventListener("pointerout", (event) => { if (of(event)) hide(); });
  document.addEventListener("focusin", (event) => { const element = of(event); if (element) show(element); });
  document.addEventListener("focusout", (event) => { if (of(event)) hide(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("scroll", () => { if (!tip().hidden) hide(); }, true);

  // A chip of the reading (data-evidence="kind") lights up the words it rests on.
  const light = (event, on) => {
    const chip = event.target.closest?.("[data-evidence]");
    if (!chip) return;
    for (const mark of document.querySelectorAll(`.evidence-${CSS.escape(chip.dataset.evidence)}`)) mark.classList.toggle("shown", on);
  };
  for (const name of ["pointerover", "focusin"]) document.addEventListener(name, (event) => light(event, true));
  for (const name of ["pointerout", "focusout"]) document.addEventListener(name, (event) => light(event, false));

  // A line of the details, when pressed, goes to its words: they take the focus so that reading goes on there.
  document.addEventListener("click", (event) => {
    const line = event.target.closest?.("[data-to-words]");
    if (!line) return;
    const words = document.querySelector(`.evidence-${CSS.escape(line.dataset.evidence)}`);
    if (!words) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    words.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    for (const mark of document.querySelectorAll(`.evidence-${CSS.escape(line.dataset.evidence)}`)) mark.classList.add("shown");
  });
})();
