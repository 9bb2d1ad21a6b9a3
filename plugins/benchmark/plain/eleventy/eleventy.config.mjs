// A plain site for Eleventy, to be timed.

const slug = (name) => name.toLowerCase().replaceAll(" ", "-");
const chunks = (items) =>
  Array.from({ length: Math.ceil(items.length / 10) }, (_, n) => items.slice(10 * n, 10 * n + 10));

export default function (config) {
  config.setQuietMode(true);
  config.addPassthroughCopy({ "content/images": "images" });
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("instant", (date) => date.toISOString().replace(".000Z", "+00:00"));
  config.addFilter("slug", slug);
  config.addCollection("newest", newest);
  config.addCollection("feed", (api) => newest(api).slice(0, 20));
  config.addCollection("category_pages", (api) =>
    [...grouped(newest(api), (item) => [item.data.category])].flatMap(([name, items]) =>
      chunks(items).map((part, n, all) => ({
        name, items: part, number: n + 1, of: all.length, address: `/categories/${slug(name)}/`,
      })),
    ),
  );
  config.addCollection("topic_pages", (api) =>
    [...grouped(newest(api), (item) => item.data.topics)].map(([name, items]) => ({ name, items })),
  );
  return {
    dir: { input: "content", output: "output", includes: "../_includes", data: "../_data" },
    markdownTemplateEngine: false,
  };
}

function newest(api) {
  return api.getFilteredByGlob("content/items/*.md").sort((a, b) => b.date - a.date);
}

function grouped(items, names) {
  const groups = new Map();
  for (const item of items) {
    for (const name of names(item)) {
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(item);
    }
  }
  return groups;
}
