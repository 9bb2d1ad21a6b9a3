import { momentOf } from "./search-moment.js";

// Shows the search in place of the lists, and searches for what the header's box was given.
const asked = new URLSearchParams(location.search).get("q") ?? "";

customElements.whenDefined("pagefind-results").then(() => {
  showMoments(document.querySelector("pagefind-results"));
  document.getElementById("search-app").hidden = false;
  document.getElementById("search-without").hidden = true;
  const input = document.querySelector("pagefind-input input");
  const box = document.getElementById("search-field");
  if (box) box.value = asked;
  if (!asked || !input) return;
  input.value = asked;
  input.dispatchEvent(new Event("input", { bubbles: true }));
});

// The template knows an item's title and words; what was said in a recording is added to them.
function showMoments(results) {
  const drawn = results.compiledResultTemplate;
  results.resultTemplate = (data) =>
    drawn({ meta: data.meta, excerpt: data.excerpt, url: data.url, moment: momentOf(data) });
}
