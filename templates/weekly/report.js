// Sort, filter, jump, light and dark, and receipts; the page is whole without it.
(() => {
  const root = document.documentElement;
  const collator = new Intl.Collator(root.lang, { numeric: true, sensitivity: "base" });
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase(root.lang);
  const said = document.querySelector("#said");
  const say = (words, shown, total) => {
    said.textContent = words.replace("{shown}", shown).replace("{total}", total);
  };

  // One figure of a table takes part in tabbing (see receipts below): it must not be one that a filter has hidden.
  const keepReachable = (table) => {
    const buttons = [...table.querySelectorAll("button[aria-haspopup]")];
    const shown = buttons.filter((button) => !button.closest("[hidden]"));
    if (shown.some((button) => button.tabIndex === 0)) return;
    for (const button of buttons) button.tabIndex = -1;
    if (shown[0]) shown[0].tabIndex = 0;
  };

  // Sort and filter
  const filters = new Map();
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
    field.setAttribute("aria-label", `${table.dataset.filter}: ${table.caption.textContent}`);
    field.setAttribute("aria-controls", table.id);
    const filter = () => {
      const words = plain(field.value.trim());
      const rows = [...body.rows];
      for (const row of rows) row.hidden = !plain(row.textContent).includes(words);
      // A total of all rows under some of them would be read as theirs.
      if (table.tFoot) table.tFoot.hidden = words !== "";
      keepReachable(table);
      say(said.dataset.rows, rows.filter((row) => !row.hidden).length, rows.length);
    };
    field.addEventListener("input", filter);
    filters.set(table, () => {
      field.value = "";
      filter();
    });
    table.closest(".table-block").querySelector("h3").after(field);
  }

  // On a phone the contents are folded until they are wanted; on paper nothing is.
  const contents = document.querySelector(".contents-fold");
  const isWide = matchMedia("(min-width: 70rem)");
  const foldContents = () => {
    if (contents) contents.open = isWide.matches;
  };
  foldContents();
  isWide.addEventListener("change", foldContents);
  const folds = [...document.querySelectorAll("details")];
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = folds.filter((fold) => !fold.open);
    for (const fold of folded) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of folded) fold.open = false;
  });

  // Find an account or section
  const find = document.querySelector("#find");
  if (find) {
    const entries = [...document.querySelectorAll(".contents li")];
    find.closest(".tools").hidden = false;
    find.addEventListener("input", () => {
      const words = plain(find.value.trim());
      for (const entry of entries) entry.hidden = !plain(entry.textContent).includes(words);
      say(find.dataset.shown, entries.filter((entry) => !entry.hidden).length, entries.length);
    });
    find.addEventListener("keydown", (event) => {
      if (event.key === "Enter") entries.find((entry) => !entry.hidden)?.querySelector("a").click();
    });
  }

  // Links into the page, from within and from outside: what a filter hid is shown again, and the heading has the focus.
  const land = () => {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // Not ours, then.
    }
    const target = id === "" ? null : document.getElementById(id);
    if (target === null) return;
    const fold = target.closest("details") ?? target.querySelector("details.fold");
    if (fold && !fold.open) {
      fold.open = true;
      target.scrollIntoView();
    }
    if (target.closest("tr[hidden]")) {
      filters.get(target.closest("table"))?.();
      target.scrollIntoView();
    }
    const head = target.matches("[tabindex]") ? target : target.querySelector("h2[tabindex]");
    head?.focus({ preventScroll: true });
  };
  addEventListener("hashchange", land);
  // The browser goes to the target of the address itself, and takes the focus away when it does.
  addEventListener("load", () => requestAnimationFrame(() => setTimeout(land)));

  // Light and dark: the system's, unless the reader chose
  const theme = document.querySelector(".theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const kept = {
    get: () => {
      try {
        return localStorage.getItem("report-theme");
      } catch {
        return null;
      }
    },
    set: (name) => {
      try {
        localStorage.setItem("report-theme", name);
      } catch {
        // A file opened without storage forgets the choice; nothing else.
      }
    },
  };
  const show = (name) => {
    if (name === "light" || name === "dark") root.dataset.theme = name;
    theme?.setAttribute("aria-pressed", String((root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark"));
  };
  show(kept.get());
  system.addEventListener("change", () => show());
  theme?.addEventListener("click", () => {
    const name = theme.getAttribute("aria-pressed") === "true" ? "light" : "dark";
    kept.set(name);
    show(name);
  });

  // Receipts: a figure is a button; within a table one of them takes part in tabbing and arrow keys reach the others.
  const FIGURES = ".figure[title], .absent[title], .change[title], .quoted[title]";
  const enliven = (section) => {
    for (const figure of section.querySelectorAll(FIGURES)) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = figure.className;
      button.title = figure.title;
      button.setAttribute("aria-haspopup", "dialog");
      button.append(...figure.childNodes);
      figure.replaceWith(button);
    }
    for (const table of section.querySelectorAll("table")) {
      table.querySelectorAll("button[aria-haspopup]").forEach((button, at) => {
        button.tabIndex = at === 0 ? 0 : -1;
      });
    }
  };
  // A thousand accounts have more figures than a browser likes at once: they come alive as they come near.
  const near = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        enliven(target);
      }
    },
    { rootMargin: "1500px" },
  );
  for (const section of document.querySelectorAll(".section")) near.observe(section);

  const dialog = document.querySelector(".receipt");
  const nameOf = (figure) => {
    const tile = figure.closest(".tile, .card-figures > div");
    if (tile) return tile.querySelector("dt").textContent;
    const finding = figure.closest(".findings li");
    if (finding) return [...finding.childNodes].filter((node) => node !== figure).map((node) => node.textContent).join("").trim();
    const cell = figure.closest("td, th");
    if (!cell) return "";
    const table = cell.closest("table");
    const head = cell.parentNode.querySelector("th")?.textContent ?? "";
    return `${head.trim()}, ${table.tHead.rows[0].cells[cell.cellIndex].textContent.trim()}`;
  };
  const ask = (figure) => {
    const name = nameOf(figure).trim();
    const words = [...figure.childNodes]
      .filter((node) => node.nodeName !== "SUP")
      .map((node) => node.textContent)
      .join("")
      .trim();
    dialog.querySelector(".receipt-figure").textContent = `${name}${name === "" ? "" : ": "}${words}`;
    const facts = figure.title.split("\n").map((line) => line.split(/: (.*)/s));
    const isList = facts.every(([, fact]) => fact !== undefined);
    const shown = document.createElement(isList ? "dl" : "p");
    if (isList) {
      for (const [term, fact] of facts) {
        const line = document.createElement("div");
        const [dt, dd] = [document.createElement("dt"), document.createElement("dd")];
        dt.textContent = term;
        dd.textContent = fact;
        line.append(dt, dd);
        shown.append(line);
      }
    } else {
      shown.className = "receipt-words";
      shown.textContent = figure.title;
    }
    dialog.querySelector(".receipt-facts").replaceChildren(shown);
    // Not every browser focuses a clicked button, and the dialog gives the focus back to where it was.
    figure.focus({ preventScroll: true });
    dialog.showModal();
  };
  dialog.querySelector(".receipt-close").addEventListener("click", () => dialog.close());
  document.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
    const figure = event.target.closest?.("button[aria-haspopup='dialog']");
    if (figure) ask(figure);
  });
  const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
  document.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const button = step && event.target.closest?.("td button[aria-haspopup], tbody th button[aria-haspopup]");
    if (!button) return;
    event.preventDefault();
    const table = button.closest("table");
    const rows = [...table.rows].filter((row) => !row.hidden && !row.parentNode.hidden);
    const cell = button.closest("td, th");
    let [row, column] = [rows.indexOf(cell.parentNode), cell.cellIndex];
    for (;;) {
      row += step[0];
      column += step[1];
      const next = rows[row]?.cells[column];
      if (!next) return;
      const found = next.querySelector("button[aria-haspopup]");
      if (!found) continue;
      button.tabIndex = -1;
      found.tabIndex = 0;
      found.focus();
      return;
    }
  });
})();
