// The button that prints is there only where it works.
"use strict";
const print = document.getElementById("print");
print.hidden = false;
print.addEventListener("click", () => window.print());
