// Ace, by the DAISY Consortium, on many EPUBs in one browser. What it says of each goes to
// WORK/<name>/report.json: node epub_judges.cjs NODE_MODULES WORK FILE...
const path = require("node:path");

async function main([modules, work, ...files]) {
  const need = (name) => require(path.join(modules, name));
  const ace = need("@daisy/ace-core");
  const runner = need("@daisy/ace-axe-runner-puppeteer");
  await runner.launch();
  try {
    for (const file of files) {
      const outdir = path.join(work, path.basename(file));
      await ace(file, { cwd: work, outdir, lang: "en", silent: true }, runner);
    }
  } finally {
    await runner.close();
  }
}

// Its log keeps the process open, so it must be told that this is all.
main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
