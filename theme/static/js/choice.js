// The reader's choice of large print: kept on their own device, and nowhere else.
const root = document.documentElement;
const buttons = [...document.querySelectorAll("[data-large-print]")];

function show(on) {
  root.classList.toggle("app-large", on);
  for (const button of buttons) {
    if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(on));
  }
}

function keep(on) {
  try {
    if (on) localStorage.setItem("large-print", "on");
    else localStorage.removeItem("large-print");
  } catch {
    // It is large until the reader goes on.
  }
  show(on);
}

for (const button of buttons) {
  button.closest("[hidden]")?.removeAttribute("hidden");
  button.addEventListener("click", () => {
    const off = button.dataset.largePrint === "off";
    keep(!off && !root.classList.contains("app-large"));
    // The button that turns it off goes with its words: the focus goes on to the page's own.
    if (off) document.querySelector("main").focus();
    else button.scrollIntoView({ block: "nearest" });
  });
}
show(root.classList.contains("app-large"));
window.addEventListener("storage", (event) => {
  if (event.key === "large-print") show(event.newValue === "on"); // another tab
});
