// Sort, filter, jump and receipts; the page is whole without it.
(() => {
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

  for (const table of document.querySelectorAll("table:not(.matrix)")) {
    const body = table.tBodies[0];
    table.querySelectorAll("thead th").forEach((head, at) => {
      if (head.dataset.sort === "none") return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") !== "descending";
        for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const way = down ? -1 : 1;
        const value = (row) => row.cells[at]?.dataset.value ?? "";
        const rows = [...body.rows].sort((a, b) => {
          const [x, y] = [value(a), value(b)];
          if (x === "" || y === "") return (x === "") - (y === "");
          return way * (head.dataset.sort === "number" ? Number(x) - Number(y) : collator.compare(x, y));
        });
        body.append(...rows);
      });
    });
    if (table.dataset.filter === undefined) continue;
    const field = document.createElement("input");
    field.type = "search";
    field.className = "filter";
    field.placeholder = table.dataset.filter;
    field.setAttribute("aria-label", table.dataset.filter);
    field.addEventListener("input", () => {
      const words = field.value.toLocaleLowerCase();
      for (const row of body.rows) row.hidden = !row.textContent.toLocaleLowerCase().includes(words);
    });
    table.closest(".table-block").querySelector("h3").after(field);
  }

  const find = document.querySelector("#find");
  const entries = [...document.querySelectorAll(".contents li")];
  find.parentNode.hidden = false;
  find.addEventListener("input", () => {
    const words = find.value.toLocaleLowerCase();
    for (const entry of entries) entry.hidden = !entry.textContent.toLocaleLowerCase().includes(words);
  });
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") entries.find((entry) => !entry.hidden)?.querySelector("a").click();
  });

  const receipt = document.querySelector(".receipt");
  document.addEventListener("click", (event) => {
    const figure = event.target.closest?.(".figure[title], .absent[title], .change[title]");
    receipt.hidden = !figure;
    if (figure) receipt.textContent = `${figure.textContent.trim()} — ${figure.title}`;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") receipt.hidden = true;
  });
})();
