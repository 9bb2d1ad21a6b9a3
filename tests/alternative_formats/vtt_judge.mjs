// Reads WebVTT from standard input and prints what the validator of the specification's editor says.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const { WebVTTParser } = createRequire(import.meta.url)("webvtt-parser");
const { cues, errors } = new WebVTTParser().parse(readFileSync(0, "utf8"), "subtitles");
const seen = cues.map(({ id, startTime, endTime, text }) => ({ id, startTime, endTime, text }));
console.log(JSON.stringify({ cues: seen, errors }));
