// Loads the page again when a build has changed it. Only ./run serve sends this file.
const { page } = document.currentScript.dataset;
const changes = new EventSource("/~desk/changes");
// The first message too: a build may have ended between the page and this connection.
changes.addEventListener("message", async () => {
  // A page that is as it was stays where it is read: a screen reader would begin from the top.
  if ((await pageNow()) !== page) {
    location.reload();
  }
});
async function pageNow() {
  try {
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
    return answer.headers.get("X-Page");
  } catch {
    return page; // The server has gone; the next one tells its builds again.
  }
}
// A page that is left must not hold a connection: browsers allow six to a host.
addEventListener("pagehide", () => changes.close());
