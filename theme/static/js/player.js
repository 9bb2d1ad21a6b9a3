// A chapter's link moves the player on the page. Without this, the link opens the file there.
for (const link of document.querySelectorAll("[data-seek]")) {
  link.addEventListener("click", (event) => {
    const media = document.querySelector("[data-player] audio, [data-player] video");
    if (!media || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const seek = () => {
      media.currentTime = Number(link.dataset.seek);
    };
    if (media.readyState > 0) seek();
    else media.addEventListener("loadedmetadata", seek, { once: true });
    media.play();
    media.focus();
  });
}
