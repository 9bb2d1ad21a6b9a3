// Reads feeds as podcast apps of the Podcast Index do: paths in, what each holds out.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

process.env.PARTYTIME_LOG = "fatal";
const [program, ...paths] = process.argv.slice(2);
const { parseFeed } = createRequire(`${program}/package.json`)("podcast-partytime");

const read = (path) => {
  const feed = parseFeed(readFileSync(path, "utf8"));
  return feed && { title: feed.title ?? "", items: feed.items.map((item) => item.enclosure?.url ?? "") };
};
process.stdout.write(JSON.stringify({ feeds: paths.map(read) }));
