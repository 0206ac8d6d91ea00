// What the theme's markup lacks for those who use a keyboard or a screen reader.
addEventListener("DOMContentLoaded", () => {
  for (const box of document.querySelectorAll("pre, .table-wrapper")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; // so that arrow keys scroll it
  }
  for (const caption of document.querySelectorAll(".caption[role=heading]")) caption.ariaLevel = "2";
});

// A box above the terms of the codebook: what is typed there filters them.
addEventListener("DOMContentLoaded", () => {
  const terms = [...document.querySelectorAll("#codebook section li")].filter((item) => item.querySelector(":scope > p > span[id], :scope > p > a[id], :scope > span[id], :scope > a[id]"));
  const first = terms[0]?.closest("section");
  if (!first) return;
  const box = Object.assign(document.createElement("input"), { type: "search", className: "filter", placeholder: "Filter the terms", ariaLabel: "Filter the terms" });
  first.before(box);
  box.addEventListener("input", () => {
    const wanted = box.value.toLowerCase();
    for (const term of terms) term.hidden = !term.textContent.toLowerCase().includes(wanted);
  });
});
