// The design system's own behaviour: the menu that folds away. Nothing on a page needs it.
import { initAll } from "./nhsuk-frontend.js";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
initAll();
