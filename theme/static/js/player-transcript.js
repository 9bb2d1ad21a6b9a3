// The transcript follows the sound, and a line plays from where it is said.
const still = matchMedia("(prefers-reduced-motion: reduce)");
const BY_HAND = ["wheel", "touchmove", "pointerdown", "keydown", "focusin"];
const MOMENT = 1000; // milliseconds in which a scroll still comes of what the reader did

export function follow(root, media, playFrom) {
  const box = root.querySelector(".app-transcript__lines");
  if (!box) return;
  const lines = [...box.querySelectorAll(".app-line")];
  const starts = lines.map((line) => Number(line.dataset.start));
  const back = root.querySelector("[data-do=follow]");
  let current = null;
  let away = false;
  let touched = -Infinity;

  const inView = (line) => {
    const [seen, its] = [box.getBoundingClientRect(), line.getBoundingClientRect()];
    return its.bottom > seen.top && its.top < seen.bottom;
  };
  const show = (line) => {
    const [seen, its] = [box.getBoundingClientRect(), line.getBoundingClientRect()];
    const middle = its.top - seen.top - (seen.height - its.height) / 2;
    // Only the box moves: the page stays where the reader has it.
    box.scrollBy({ top: middle, behavior: still.matches ? "instant" : "smooth" });
  };
  const mark = () => {
    const at = starts.findLastIndex((start) => start <= media.currentTime + 0.05);
    const line = lines[at] ?? null;
    if (line === current) return;
    current?.removeAttribute("aria-current");
    line?.setAttribute("aria-current", "true");
    current = line;
    if (line && !away) show(line);
  };

  for (const type of BY_HAND) {
    box.addEventListener(type, () => { touched = performance.now(); }, { passive: true });
  }
  box.addEventListener("scroll", () => {
    if (performance.now() - touched > MOMENT || !current) return;
    away = !inView(current);
    back.hidden = !away;
  }, { passive: true });
  back.addEventListener("click", () => {
    away = false;
    back.hidden = true;
    if (current) show(current);
  });

  box.dataset.plays = "";
  box.addEventListener("click", (event) => {
    const line = event.target.closest(".app-line");
    const other = event.ctrlKey || event.metaKey || event.shiftKey;
    // Who selects words wants to copy them.
    if (!line || other || !getSelection().isCollapsed) return;
    event.preventDefault();
    playFrom(Number(line.dataset.start));
  });
  root.querySelector(".app-transcript").addEventListener("toggle", () => {
    if (current && !away) show(current);
  });
  media.addEventListener("timeupdate", mark);
  media.addEventListener("seeking", mark);
}
