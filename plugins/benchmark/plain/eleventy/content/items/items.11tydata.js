module.exports = {
  layout: "item.njk",
  permalink: (data) => `/items/${data.page.fileSlug}/index.html`,
};
