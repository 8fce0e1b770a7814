// Menus are <details class="menu">: one open at a time, closed by Escape, by a click outside and by leaving; arrows walk them.
(() => {
  const open = () => document.querySelector("details.menu[open]");
  const items = (menu) => [...menu.querySelectorAll(".menu-body a[href], .menu-body button:not(:disabled), .menu-body input:not([type=hidden])")];

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = open();
    if (!menu) return;
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
      event.stopPropagation();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const all = items(menu);
      const step = event.key === "ArrowDown" ? 1 : -1;
      const at = all.indexOf(document.activeElement);
      const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length;
      all[next]?.focus();
      event.preventDefault();
    }
  });
  document.addEventListener("focusout", (event) => {
    const menu = event.target.closest("details.menu[open]");
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
})();
