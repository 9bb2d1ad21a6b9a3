// Searches an index with Pagefind's own script, as the search page does: JSON of what is found.
const [address, lang, words, filters] = process.argv.slice(2);
globalThis.document = {
  currentScript: null,
  documentElement: { getAttribute: () => lang },
  querySelector: () => ({ getAttribute: () => lang }),
};
globalThis.window = globalThis;
globalThis.location = new URL(address);
// A browser takes /pagefind/… for the page's own site; Node has no page.
const { fetch } = globalThis;
globalThis.fetch = (target, options) => fetch(new URL(target, address), options);

const script = await (await fetch(`${address}/pagefind/pagefind.js`)).text();
const pagefind = await import(`data:text/javascript,${encodeURIComponent(script)}`);
await pagefind.options({ basePath: `${address}/pagefind/`, baseUrl: "/", noWorker: true });
await pagefind.init();
const known = await pagefind.filters();
const search = await pagefind.search(words || null, { filters: JSON.parse(filters) });
const found = await Promise.all(search.results.map((result) => result.data()));
process.stdout.write(JSON.stringify({
  filters: known,
  found: found.map(({ url, excerpt, meta }) => ({ url, excerpt, title: meta.title })),
}));
