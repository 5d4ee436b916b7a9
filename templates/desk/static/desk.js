// The little the desk's pages do by themselves; each works without it.
(() => {
  "use strict";
  // Somebody who has just come in need not press a button.
  const go = document.querySelector("[data-go]");
  if (go !== null) location.replace(go.getAttribute("href"));

  // What is searched for while it is typed stands in the address, for a reload and for somebody else.
  const search = document.querySelector("[data-search]");
  search?.addEventListener("input", () => {
    const given = [...new FormData(search)].filter(([, value]) => value !== "");
    history.replaceState(null, "", `${search.action}?${new URLSearchParams(given)}`);
  });

  // Whether what is shown is what is so.
  const live = document.querySelector("[data-live]");
  const tell = (words, tone) => {
    live.textContent = words;
    live.className = `state ${tone}`;
  };
  if (live !== null) {
    tell("connecting", "");
    document.addEventListener("htmx:sse:after:connection", () => tell("live", "good"));
    document.addEventListener("htmx:sse:close", () => tell("not connected; trying again", "warn"));
    document.addEventListener("htmx:sse:error", ({ detail }) => {
      // Whoever signs in again, in whatever window, has this page go on.
      const isOut = detail?.status === 401;
      tell(isOut ? "signed out: sign in again, and this page goes on" : "not connected; trying again", "warn");
    });
  }
})();
