// Reads transcripts as others do: the W3C's WebVTT parser, and a library for podcast apps.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const { WebVTTParser } = require("webvtt-parser");
const { convertFile } = require("transcriptator");

const { judge, files } = JSON.parse(readFileSync(0, "utf8"));
const judges = {
  webvtt(text) {
    const { cues, errors } = new WebVTTParser().parse(text, "subtitles/captions/descriptions");
    const found = cues.map(({ startTime, endTime, tree }) => {
      const voice = tree.children.find((node) => node.name === "v");
      return { start: startTime, end: endTime, speaker: voice?.value ?? null, text: words(tree) };
    });
    return { errors: errors.map(String), lines: found };
  },
  app(text) {
    const lines = convertFile(text).map(({ startTime, endTime, speaker, body }) => (
      { start: startTime, end: endTime, speaker: speaker || null, text: body }
    ));
    return { errors: [], lines };
  },
};
const words = (node) =>
  node.type === "text" ? node.value : (node.children ?? []).map(words).join("");
process.stdout.write(JSON.stringify(files.map(judges[judge])));
