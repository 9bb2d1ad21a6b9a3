// Loads the page again when the site has been built anew. Only ./run serve sends this file.
const changes = new EventSource("/~desk/changes");
let seen = null;
changes.addEventListener("message", ({ data }) => {
  if (seen !== null && seen !== data) {
    location.reload();
  }
  seen = data;
});
// A page that is left must not hold a connection: browsers allow six to a host.
addEventListener("pagehide", () => changes.close());
