// The inbox by itself: its keys, each of which presses a link or a button that is there without it; answers that are not
// written to their end yet; and one box for all of several.
(() => {
  "use strict";
  const find = (selector) => document.querySelector(selector);
  const rows = [...document.querySelectorAll(".thread-row")];
  const here = rows.findIndex((row) => row.hasAttribute("aria-current"));
  rows[here]?.scrollIntoView({ block: "nearest" });

  const go = (step) => {
    const row = rows[here < 0 ? (step > 0 ? 0 : -1) : here + step];
    const link = row ?? (step > 0 ? find('a[rel="next"]') : null);
    if (link !== null && link !== undefined) location.assign(link.href);
  };
  const focus = (selector) => {
    const field = find(selector);
    if (field === null) return;
    field.focus();
    if (typeof field.select === "function" && field.type === "search") field.select();
  };
  const press = (key) => find(`button[data-key="${key}"]`)?.click();
  const openSaved = () => {
    const saved = find("details.saved");
    if (saved === null) return;
    saved.open = true;
    saved.querySelector("a")?.focus();
  };
  const openKeep = () => {
    const keep = find("details.keep");
    if (keep === null) return;
    keep.open = true;
    keep.querySelector('input[name="name"]')?.focus();
  };

  // What is being written is kept in this window for as long as it is open, by person and comment, until it has left.
  const drafts = {
    read: (name) => attempt(() => sessionStorage.getItem(`draft ${name}`)) ?? "",
    write: (name, text) =>
      attempt(() =>
        text.trim() === "" ? sessionStorage.removeItem(`draft ${name}`) : sessionStorage.setItem(`draft ${name}`, text),
      ),
  };
  // A browser may keep nothing; writing goes on without it.
  const attempt = (work) => {
    try {
      return work();
    } catch {
      return undefined;
    }
  };
  const answered = find("[data-answered]");
  if (answered !== null) drafts.write(answered.dataset.answered, "");
  const answer = find("[data-draft]");
  if (answer !== null) {
    const name = answer.dataset.draft;
    // What was refused, or chosen without a script, is on the page already.
    if (answer.value === "") answer.value = drafts.read(name);
    answer.addEventListener("input", () => drafts.write(name, answer.value));
  }

  const all = find("[data-all]");
  if (all !== null) {
    const boxes = [...document.querySelectorAll('input[name="ids"]')];
    const tell = () => {
      const chosen = boxes.filter((box) => box.checked).length;
      all.checked = chosen === boxes.length;
      all.indeterminate = chosen > 0 && chosen < boxes.length;
    };
    all.closest("[hidden]").hidden = false;
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
    });
    for (const box of boxes) box.addEventListener("change", tell);
    addEventListener("pageshow", tell);
  }
  const showKeys = () => find("#keys")?.showModal();

  const KEYS = {
    j: () => go(1),
    k: () => go(-1),
    r: () => focus("#text"),
    s: openSaved,
    a: () => focus("#to"),
    h: () => press("h"),
    d: () => press("d"),
    u: () => press("u"),
    e: () => press("e"),
    "/": () => focus("#q"),
    "?": showKeys,
  };

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.("input, textarea, select");
    if (event.key === "Escape" && field) field.blur();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && field?.id === "text") field.form.requestSubmit();
    if (field || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (find("dialog[open]") !== null) return;
    const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
    if (act === undefined) return;
    event.preventDefault();
    act();
  });

  document.addEventListener("click", (event) => {
    const saved = event.target.closest?.("[data-saved]");
    const text = find("#text");
    if (saved && text !== null) {
      event.preventDefault();
      text.value = saved.dataset.saved;
      text.dispatchEvent(new Event("input", { bubbles: true }));
      find("details.saved").open = false;
      text.focus();
    }
    if (event.target.closest?.('a[href="#keep"]')) {
      event.preventDefault();
      openKeep();
    }
    if (event.target.closest?.('[data-key="?"]')) showKeys();
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    // A second press must not order it a second time.
    if (form.dataset.sent !== undefined) event.preventDefault();
    if (form.method === "post") form.dataset.sent = "";
    // An address says only what is set.
    if (form.method !== "get") return;
    for (const field of form.elements) if (field.name !== "" && field.value === "") field.disabled = true;
  });
  // Coming back by the browser's button finds the fields as they were.
  addEventListener("pageshow", () => {
    for (const form of document.forms) {
      delete form.dataset.sent;
      for (const field of form.elements) field.disabled = false;
    }
  });
})();
