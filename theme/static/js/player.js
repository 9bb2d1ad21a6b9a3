// What the browser's own player lacks: speed, chapters, the place where one left off, links to a
// moment. The page works without it.
import "./player-copy.js";
import { keys } from "./player-keys.js";
import { Place } from "./player-place.js";
import { slide } from "./player-slider.js";
import { askedFor, clock } from "./player-time.js";
import { follow } from "./player-transcript.js";

const BACK = 15;
const FORWARD = 30;

function start(root) {
  const media = root.querySelector("audio, video");
  const player = root.querySelector(".app-player");
  const place = new Place(media, root.dataset.player);
  const find = (name) => root.querySelector(`[data-do=${name}]`);

  // Before the browser has read the recording it only keeps the wish, and asks for no bytes.
  const seek = (seconds) => {
    media.preload = "metadata";
    const end = Number.isFinite(media.duration) ? media.duration : Infinity;
    media.currentTime = Math.min(Math.max(0, seconds), end);
  };
  const playFrom = (seconds) => {
    seek(seconds);
    media.play().catch(() => {}); // A browser that refuses to play shows its own player, paused.
  };
  const speed = find("speed");
  const step = (by) => {
    speed.selectedIndex = Math.min(Math.max(0, speed.selectedIndex + by), speed.length - 1);
    speed.dispatchEvent(new Event("change"));
  };
  const does = {
    toggle: () => (media.paused ? media.play().catch(() => {}) : media.pause()),
    back: () => seek(media.currentTime - BACK),
    forward: () => seek(media.currentTime + FORWARD),
    mute: () => { media.muted = !media.muted; },
    slower: () => step(-1),
    faster: () => step(1),
    restart: () => { tell(null); seek(0); },
    forget: () => {
      place.stop();
      if (!words.parentElement.hidden) seek(0);
      tell(null);
      for (const done of player.querySelectorAll(".app-player__kept")) done.textContent = done.dataset.done;
    },
  };

  const track = media.textTracks[0];
  if (track) {
    const pressed = () => find("captions")?.setAttribute("aria-pressed", track.mode === "showing");
    does.captions = () => { track.mode = track.mode === "showing" ? "hidden" : "showing"; };
    media.textTracks.addEventListener("change", pressed);
    pressed();
  }

  const words = player.querySelector(".app-player__words");
  function tell(why, seconds) {
    const box = words.parentElement;
    // A button that goes takes the focus with it, unless it is handed on.
    if (!why && box.contains(document.activeElement)) (media.controls ? media : find("toggle")).focus();
    box.hidden = !why;
    for (const button of box.querySelectorAll("[data-do=forget]")) button.hidden = why !== "left";
    words.textContent = why ? words.dataset[why].replace("{time}", clock(seconds)) : "";
  }

  for (const button of root.querySelectorAll("button[data-do]")) {
    const act = does[button.dataset.do];
    if (act) button.addEventListener("click", act);
  }
  speed.addEventListener("change", () => { media.playbackRate = Number(speed.value); });
  player.querySelector(".app-player__bar").hidden = false;
  for (const more of player.querySelectorAll(".app-player__more")) more.hidden = false;
  for (const type of ["play", "pause"]) {
    media.addEventListener(type, () => {
      player.toggleAttribute("data-playing", !media.paused);
      for (const word of find("toggle").querySelectorAll("[data-when]")) {
        word.hidden = (word.dataset.when === "paused") !== media.paused;
      }
    });
  }
  keys(root, does);
  slide(player, media, seek);

  const chapters = [...root.querySelectorAll("[data-seek]")];
  for (const link of chapters) {
    link.href = `#t=${Math.floor(link.dataset.seek)}`; // So that a chapter's link can be copied.
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      playFrom(Number(link.dataset.seek));
    });
  }
  media.addEventListener("timeupdate", () => {
    const now = chapters.findLast((link) => Number(link.dataset.seek) <= media.currentTime + 0.05);
    for (const link of chapters) {
      if (link === now) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  });
  follow(root, media, playFrom);
  share(player, media);
  onLockScreen(player, media, does);

  const open = (arriving) => {
    // A line's address has whole seconds; the line itself knows better when it begins.
    const line = root.querySelector(`.app-line[id="${CSS.escape(location.hash.slice(1))}"]`);
    const asked = line ? Number(line.dataset.start) : askedFor(location.hash);
    const seconds = asked ?? (arriving ? place.known : 0);
    if (asked === null && !seconds) return;
    seek(seconds);
    tell(asked === null ? "left" : "asked", seconds);
    // The browser goes to a line by itself; who comes for a moment wants to play it.
    if (asked !== null) requestAnimationFrame(() => root.scrollIntoView({ block: "start" }));
  };
  if (document.readyState === "complete") open(true);
  else window.addEventListener("load", () => open(true));
  window.addEventListener("hashchange", () => open(false));
  media.addEventListener("play", () => tell(null));
}

function share(player, media) {
  const box = player.querySelector(".app-player__share");
  if (!box) return;
  const field = box.querySelector("input");
  const fill = () => {
    field.value = `${box.dataset.page}#t=${Math.floor(media.currentTime)}`;
    box.querySelector("[role=status]").textContent = "";
  };
  box.addEventListener("toggle", fill);
  media.addEventListener("seeked", fill);
  media.addEventListener("pause", fill);
}

function onLockScreen(player, media, does) {
  if (!("mediaSession" in navigator)) return;
  const { title, by, picture } = player.dataset;
  media.addEventListener("play", () => {
    const artwork = picture ? [{ src: new URL(picture, location.href).href }] : [];
    navigator.mediaSession.metadata = new MediaMetadata({ title, artist: by, artwork });
    navigator.mediaSession.setActionHandler("seekbackward", does.back);
    navigator.mediaSession.setActionHandler("seekforward", does.forward);
  });
}

for (const root of document.querySelectorAll("[data-player]")) start(root);
