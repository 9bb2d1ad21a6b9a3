// Buttons that copy what stands in a field. Without them, the field can be selected by hand.
export function copyButtons() {
  for (const button of document.querySelectorAll("[data-copies]")) {
    const field = document.getElementById(button.dataset.copies);
    const said = button.closest(".app-copy").querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        // An older browser, or a page that is not secure. The words stay selected.
        if (!document.execCommand("copy")) return;
      }
      said.textContent = said.dataset.done;
    });
  }
}

copyButtons();
