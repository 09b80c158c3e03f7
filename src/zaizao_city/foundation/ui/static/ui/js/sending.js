// A form is sent once: the button says so and a second press waits. The server counts it once in any case (field "once").

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "yes";
  const button = event.submitter;
  if (button?.classList.contains("button")) {
    button.classList.add("busy");
    button.setAttribute("aria-busy", "true");
  }
});

// Coming back with the browser's own button shows the page as it was left: let the form be sent again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
  for (const button of document.querySelectorAll(".button.busy[aria-busy]")) {
    button.classList.remove("busy");
    button.removeAttribute("aria-busy");
  }
});
