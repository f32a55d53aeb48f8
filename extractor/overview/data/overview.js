"use strict";
// Shows only the rows of the list of reports that have all the words asked for.
(() => {
  const rows = [...document.querySelectorAll("#worst tbody tr")];
  const filter = document.getElementById("filter");
  const shown = document.getElementById("shown");
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((w) => text.includes(w));
      left += row.hidden ? 0 : 1;
    }
    shown.textContent = words.length ? `${left}／${rows.length}` : "";
  });
})();
