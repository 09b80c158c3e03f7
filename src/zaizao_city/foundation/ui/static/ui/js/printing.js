// A link with data-print prints the page it is on; without JavaScript it leads to the page made for paper.

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-print]");
  if (!link) return;
  event.preventDefault();
  window.print();
});
