// Runs before the page is drawn, so that it is drawn large at once. Nothing on a page needs it.
(() => {
  try {
    if (localStorage.getItem("large-print") === "on") document.documentElement.classList.add("app-large");
  } catch {
    // The browser keeps nothing for this site.
  }
})();
