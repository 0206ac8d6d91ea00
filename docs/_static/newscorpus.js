// What the theme's markup lacks for those who use a keyboard or a screen reader.
addEventListener("DOMContentLoaded", () => {
  for (const box of document.querySelectorAll("pre, .table-wrapper")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; // so that arrow keys scroll it
  }
  for (const caption of document.querySelectorAll(".caption[role=heading]")) caption.ariaLevel = "2";
});

// A box above the terms of the codebook: what is typed there filters them.
addEventListener("DOMContentLoaded", () => {
  const terms = [...document.querySelectorAll("#codebook section li:has(> p > a[id])")];
  const sections = [...new Set(terms.map((term) => term.closest("section")))];
  if (!terms.length) return;
  const box = Object.assign(document.createElement("input"), { type: "search", className: "filter", ariaLabel: "Filter the terms" });
  box.placeholder = box.ariaLabel;
  sections[0].before(box);
  box.addEventListener("input", () => {
    const wanted = box.value.toLowerCase();
    for (const term of terms) term.hidden = !term.textContent.toLowerCase().includes(wanted);
    for (const section of sections) section.hidden = !section.querySelector("li:not([hidden])");
  });
});
