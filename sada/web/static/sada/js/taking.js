// A new case: what is proposed fills the fields that nobody has touched; Ctrl and Enter send the form.
(() => {
  const form = document.querySelector("[data-taking]");
  if (!form) return;
  const touched = new Set();
  form.addEventListener("change", (event) => { if (event.isTrusted) touched.add(event.target.name); });
  form.addEventListener("input", (event) => { if (event.isTrusted) touched.add(event.target.name); });
  document.addEventListener("htmx:afterSettle", (event) => {
    const found = event.target.id === "proposal" && event.target.querySelector("[data-proposal]");
    if (!found) return;
    for (const name of ["unit", "urgency", "deadline"]) {
      const field = form.elements[name];
      if (found.dataset[name] && !touched.has(name) && field) field.value = found.dataset[name];
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.elements.name?.focus();
})();
