// Hovering a written line, a row of the table or a point lights up the others of the same event.
"use strict";
for (const kind of ["mouseover", "mouseout"]) {
  document.addEventListener(kind, (event) => {
    const source = event.target.closest && event.target.closest("[data-n]");
    if (!source) return;
    for (const other of document.querySelectorAll(`[data-n="${source.dataset.n}"]`)) {
      other.classList.toggle("lit", kind === "mouseover");
    }
  });
}
// A wide timeline opens at the moment in question.
for (const line of document.querySelectorAll(".guilty-line")) {
  const scroll = line.closest(".ptl-scroll");
  const visible = scroll.clientWidth - scroll.querySelector(".ptl-names").offsetWidth;
  const x = Number(line.getAttribute("x1"));
  if (x > visible) scroll.scrollLeft = x - visible / 2;
}
