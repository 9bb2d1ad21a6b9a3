// Says what to do next when a search finds nothing or little. It stands in a polite live region,
// so that a screen reader tells of it once it has told what it is doing.
const search = window.PagefindComponents?.getInstanceManager().getInstance("default");
// Pagefind shortens a misspelt word until it finds some word: it seldom finds nothing at all.
const LITTLE = 3;

search?.on("results", ({ results }) => {
  const enough = results.length >= LITTLE || !search.searchTerm;
  document.getElementById("search-nothing").hidden = enough;
});
