"use strict";
// j and k go through the findings, Enter follows the first piece of evidence of the one in focus.
(() => {
  const findings = [...document.querySelectorAll(".finding")];
  if (!findings.length) return;
  const visible = () => findings.filter((f) => f.offsetParent !== null);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = document.activeElement;
    if (event.key === "j" || event.key === "k") {
      const all = visible();
      const at = all.indexOf(here?.closest?.(".finding"));
      const next = event.key === "j" ? at + 1 : at < 0 ? all.length - 1 : at - 1;
      const target = all[Math.max(0, Math.min(all.length - 1, next))];
      target.focus();
      target.scrollIntoView({ block: "nearest" });
      event.preventDefault();
    } else if (event.key === "Enter" && here?.classList.contains("finding")) {
      here.querySelector(".links a")?.click();
    }
  });
  window.addEventListener("beforeprint", () => {
    for (const d of document.querySelectorAll("details")) d.open = true;
  });
})();
