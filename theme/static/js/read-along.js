// Marks in the page's own words what is being read. Without it, the reading is heard all the same.
import { PageText } from "./read-words.js";

const ROOM = 80; // pixels: of the button over the page, with what is around it
const NAME = "read-now"; // as the style sheet calls it
const still = matchMedia("(prefers-reduced-motion: reduce)");
const marks = typeof Highlight === "function" && "highlights" in CSS;

function start(root) {
  const media = root.querySelector("audio");
  const box = root.querySelector(".app-spoken__box");
  const line = root.querySelector(".app-spoken__now");
  const back = root.querySelector("[data-do=along]");
  const pause = root.parentElement.querySelector(".app-spoken__pause")
    ?? document.querySelector(".app-spoken__pause");
  let read = null; // the range of the sentence now
  let places = null; // by cue

  const inView = () => {
    if (!read) return true;
    const its = read.getBoundingClientRect();
    return its.bottom > 0 && its.top < innerHeight;
  };
  const show = () => {
    const its = read.getBoundingClientRect();
    if (its.top >= innerHeight * 0.1 && its.bottom <= innerHeight * 0.75) return;
    window.scrollBy({ top: its.top - innerHeight / 3, behavior: still.matches ? "instant" : "smooth" });
  };

  function mark(cue) {
    // Who has scrolled away reads elsewhere, and is left there.
    const along = inView();
    const range = cue && places.get(cue);
    read = range ?? read;
    const lit = box.checked && marks && range;
    if (marks) CSS.highlights.delete(NAME);
    if (lit) CSS.highlights.set(NAME, new Highlight(range));
    line.hidden = !box.checked || !cue || Boolean(lit);
    line.textContent = cue && !lit ? words(cue) : "";
    if (lit && along && !media.paused) show();
    back.hidden = !lit || along;
  }

  function begin() {
    // Fetched now and not before: most readers never press play.
    const track = document.createElement("track");
    track.kind = "metadata";
    track.addEventListener("load", () => {
      const cues = [...track.track.cues];
      const found = new PageText(document.querySelector("main")).ranges(cues.map(words));
      places = new Map(cues.map((cue, number) => [cue, found[number]]));
      mark(track.track.activeCues[0]);
    });
    track.track.addEventListener("cuechange", () => { if (places) mark(track.track.activeCues[0]); });
    track.src = root.dataset.times;
    media.append(track);
    track.track.mode = "hidden";
    box.addEventListener("change", () => { if (places) mark(track.track.activeCues[0]); });
  }

  media.addEventListener("play", begin, { once: true });
  root.querySelector(".app-spoken__along").hidden = false;
  back.addEventListener("click", () => {
    back.hidden = true;
    show();
  });

  let seen = true;
  const links = document.querySelector(".app-languages");
  const offer = () => {
    pause.hidden = media.paused || seen;
    const theirs = links?.getBoundingClientRect();
    // It stands at the foot of the screen, or at its head while the page's languages are there.
    pause.toggleAttribute("data-up", theirs?.bottom > innerHeight - ROOM && theirs.top < innerHeight);
  };
  addEventListener("scroll", offer, { passive: true });
  new IntersectionObserver(([entry]) => {
    seen = entry.isIntersecting;
    offer();
  }).observe(root.querySelector(".app-player__bar"));
  for (const type of ["play", "pause", "ended"]) media.addEventListener(type, offer);
  pause.addEventListener("click", () => media.pause());
}

const words = (cue) => cue.getCueAsHTML().textContent;

for (const root of document.querySelectorAll("[data-times]")) start(root);
