// Seconds, and the ways in which people write them: 754, 12:34, 1:02:03, 12m34s.
const CLOCK = /^(?:(\d+):)?(\d+):(\d{1,2}(?:\.\d+)?)$/;
const UNITS = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?$/;

export function secondsOf(text) {
  const parts = CLOCK.exec(text) ?? UNITS.exec(text);
  if (!parts || text === "") return null;
  const [hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return hours * 3600 + minutes * 60 + seconds;
}

export function clock(seconds) {
  const whole = Math.floor(seconds);
  const pair = (number) => String(number).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  const end = pair(whole % 60);
  return hours ? `${hours}:${pair(minutes)}:${end}` : `${minutes}:${end}`;
}

// The time that an address asks for: #t=754, or #t-754, which is the transcript's line of it.
// What comes after a comma is the end of a media fragment (W3C Media Fragments 4.2.1).
export function askedFor(hash) {
  const line = /^#t-(\d+)/.exec(hash);
  if (line) return Number(line[1]);
  const time = /^#(?:.*&)?t=(?:npt:)?([^&,]+)/.exec(hash);
  return time ? secondsOf(decodeURIComponent(time[1]).trim().toLowerCase()) : null;
}
