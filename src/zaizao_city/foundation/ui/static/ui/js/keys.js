// The desk from the keyboard. An element with data-key="1" is one key away; j and k walk through a list of matters.
// Nothing happens while somebody types, and nothing with a modifier key: those belong to the browser.

const typing = "input, textarea, select, [contenteditable]";

function walk(step) {
  const links = [...document.querySelectorAll(".queue a")];
  if (links.length === 0) return;
  const focused = links.indexOf(document.activeElement);
  const open = links.findIndex((link) => link.hasAttribute("aria-current"));
  const from = focused >= 0 ? focused : open;
  links[Math.min(Math.max(from + step, 0), links.length - 1)].focus();
}

function act(key) {
  const target = [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key);
  if (!target) return false;
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
    const first = target.querySelector("textarea, input:not([type=hidden]), select, button, a");
    (first ?? target.querySelector("summary")).focus();
  } else if (target.matches(typing)) {
    target.focus();
  } else {
    target.click();
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && event.target.matches(typing)) {
    event.target.blur();
    return;
  }
  if (event.target.matches(typing)) return;
  if (event.key === "j" || event.key === "k") {
    walk(event.key === "j" ? 1 : -1);
    event.preventDefault();
  } else if (act(event.key)) {
    event.preventDefault();
  }
});
