// The design system's own behaviour: the menu that folds away; and the choice of large print.
// Nothing on a page needs them.
import "./choice.js";
import { initAll } from "./nhsuk-frontend.js";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
initAll();
