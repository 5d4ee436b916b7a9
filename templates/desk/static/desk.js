// The little the desk's pages do by themselves; each works without it.
(() => {
  "use strict";
  // Somebody who has just come in need not press a button.
  const go = document.querySelector("[data-go]");
  if (go !== null) location.replace(go.getAttribute("href"));
})();
