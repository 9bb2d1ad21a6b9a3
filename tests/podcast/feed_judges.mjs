// Reads feeds as apps do: Podcast Index's own parser, and one that knows every namespace.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parseOpml, parseRssFeed } from "feedsmith";

process.env.PARTYTIME_LOG = "fatal";
const { parseFeed } = createRequire(import.meta.url)("podcast-partytime");

const { judge, text } = JSON.parse(readFileSync(0, "utf8"));
const judges = { partytime: parseFeed, feedsmith: parseRssFeed, opml: parseOpml };
process.stdout.write(JSON.stringify(judges[judge](text) ?? null));
