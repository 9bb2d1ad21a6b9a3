// Finds the line of a transcript in which the words were said, from what Pagefind knows of a page:
// at which of its words each element with an id begins, and at which words the search struck.
import { clock } from "./player-time.js";

const LINE = /^t-(\d+)/;

export function momentOf(data) {
  const anchors = [...(data.anchors ?? [])].sort((one, other) => one.location - other.location);
  const strikes = new Map();
  for (const location of data.locations ?? []) {
    const at = anchors.findLastIndex((anchor) => anchor.location <= location);
    if (at >= 0 && LINE.test(anchors[at].id)) strikes.set(at, (strikes.get(at) ?? 0) + 1);
  }
  if (strikes.size === 0) return null;
  const most = Math.max(...strikes.values());
  const at = Math.min(...[...strikes.keys()].filter((key) => strikes.get(key) === most));
  const words = (data.raw_content ?? "").split(/\s+/);
  return {
    url: `${data.meta?.url ?? data.url}#${anchors[at].id}`,
    clock: clock(Number(LINE.exec(anchors[at].id)[1])),
    words: words.slice(anchors[at].location, anchors[at + 1]?.location).join(" "),
  };
}
