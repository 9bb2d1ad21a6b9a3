// A slider in place of the browser's own player, which would stand above ours with the same buttons.
import { clock } from "./player-time.js";

export function slide(root, media, seek) {
  const box = root.querySelector(".app-player__slide");
  if (!box) return;
  const slider = box.querySelector("input");
  const spell = spelling(document.documentElement.lang);
  const show = () => {
    if (Number.isFinite(media.duration)) slider.max = Math.floor(media.duration);
    slider.value = media.currentTime;
    slider.setAttribute("aria-valuetext", spell(media.currentTime));
    box.querySelector(".app-player__clock").textContent = `${clock(media.currentTime)} / ${clock(slider.max)}`;
  };
  slider.addEventListener("input", () => seek(Number(slider.value)));
  for (const type of ["timeupdate", "seeking", "loadedmetadata", "ended"]) media.addEventListener(type, show);
  show();
  box.hidden = false;
  media.controls = false;
}

// "1 minute, 5 seconds" in the page's language.
function spelling(lang) {
  const say = (number, unit) => new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" }).format(number);
  const list = new Intl.ListFormat(lang, { type: "unit" });
  return (seconds) => {
    const whole = Math.floor(seconds);
    const minutes = Math.floor(whole / 60);
    return list.format([...(minutes ? [say(minutes, "minute")] : []), say(whole % 60, "second")]);
  };
}
