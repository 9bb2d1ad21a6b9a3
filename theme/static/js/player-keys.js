// Keys for the player, which count only while the focus is in it.
const LETTERS = { k: "toggle", j: "back", l: "forward", m: "mute", c: "captions", "<": "slower", ">": "faster" };
const ARROWS = { ArrowLeft: "back", ArrowRight: "forward" };
const WRITTEN_IN = "input, select, textarea";

export function keys(player, does) {
  player.addEventListener("keydown", (event) => {
    const { target } = event;
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (target.closest(WRITTEN_IN)) return;
    // The browser's own player has arrows and the space bar for itself, and a button the space bar.
    const arrow = target.closest("button") && ARROWS[event.key];
    const wanted = arrow || LETTERS[event.key.toLowerCase()];
    if (!wanted || !does[wanted]) return;
    event.preventDefault();
    does[wanted]();
  });
}
