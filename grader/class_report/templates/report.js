(() => {
  "use strict";
  const value = (cell) => {
    const given = cell.dataset.v ?? cell.textContent.trim();
    const number = Number(given);
    return given !== "" && !Number.isNaN(number) ? number : given.toLocaleLowerCase();
  };
  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), undefined, { numeric: true });
  const say = document.createElement("p");
  say.className = "sr";
  say.setAttribute("aria-live", "polite");
  document.body.append(say);

  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const numbers = head.classList.contains("num") || head.classList.contains("wide") || head.classList.contains("mark");
        const was = head.getAttribute("aria-sort");
        const down = was ? was === "ascending" : numbers;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...body.rows].map((row) => [value(row.cells[column]), row]);
        rows.sort((a, b) => (down ? compare(b[0], a[0]) : compare(a[0], b[0])));
        body.append(...rows.map((pair) => pair[1]));
        say.textContent = `Sorted by ${button.textContent}, ${down ? "descending" : "ascending"}`;
      });
    });
  }

  for (const table of document.querySelectorAll("table.filtered")) {
    const rows = [...table.tBodies[0].rows];
    const bar = document.createElement("p");
    bar.className = "filter";
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "search";
    label.append("Find ", input);
    const shown = document.createElement("span");
    shown.className = "quiet";
    const all = document.createElement("button");
    all.type = "button";
    all.textContent = "show all";
    all.hidden = true;
    bar.append(label, shown, all);
    table.parentElement.before(bar);
    let range = null;
    const apply = () => {
      const wanted = input.value.trim().toLocaleLowerCase();
      let count = 0;
      for (const row of rows) {
        const share = row.dataset.share === undefined ? NaN : Number(row.dataset.share) + 1e-6;
        const inside = range === null || (share >= range[0] && (share < range[1] || range[1] === 100));
        row.hidden = !(inside && row.cells[0].textContent.toLocaleLowerCase().includes(wanted));
        count += row.hidden ? 0 : 1;
      }
      const limits = range === null ? "" : `, with ${range[0]} to ${range[1]} % of the points`;
      shown.textContent = count === rows.length ? "" : `${count} of ${rows.length}${limits}`;
      all.hidden = count === rows.length;
    };
    input.addEventListener("input", apply);
    all.addEventListener("click", () => {
      input.value = "";
      range = null;
      apply();
      input.focus();
    });
    for (const column of document.querySelectorAll("a.column")) {
      column.addEventListener("click", () => {
        range = [Number(column.dataset.from), Number(column.dataset.to)];
        apply();
      });
    }
  }

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    opened.forEach((one) => (one.open = true));
  });
  addEventListener("afterprint", () => opened.forEach((one) => (one.open = false)));
})();
