// Remembers where a listener left off, on their own device, and only after they have played.
const BEGUN = 3; // seconds: who has heard less has not begun
const EVERY = 5; // seconds of sound between two notes of the place

export class Place {
  constructor(media, name) {
    this.media = media;
    this.key = `player:${name}`;
    this.noted = 0;
    this.forgotten = false;
    if (!name) return;
    media.addEventListener("timeupdate", () => {
      if (!media.paused && Math.abs(media.currentTime - this.noted) >= EVERY) this.note();
    });
    media.addEventListener("pause", () => this.note());
    media.addEventListener("ended", () => this.forget());
    window.addEventListener("pagehide", () => this.note());
  }

  get known() {
    try {
      return Number(localStorage.getItem(this.key)) || 0;
    } catch {
      return 0; // The browser keeps nothing for this page.
    }
  }

  note() {
    const { media } = this;
    const heard = media.played.length > 0 && !media.ended && media.currentTime >= BEGUN;
    if (!heard || this.forgotten) return;
    this.noted = media.currentTime;
    try {
      localStorage.setItem(this.key, media.currentTime.toFixed(1));
    } catch {
      // Listening goes on without it.
    }
  }

  // Until the page is opened again, for good: who asks for this wants nothing kept.
  stop() {
    this.forgotten = true;
    this.forget();
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // There was nothing.
    }
  }
}
