// The button "use my position": asks the browser once and opens the page with it, rounded to about a kilometre.
// Without JavaScript, without a position or without consent the choice of a district does the same.

const button = document.getElementById("position");
const told = document.getElementById("position-told");

function open(position) {
  const form = document.getElementById("where");
  const query = new URLSearchParams(new FormData(form));
  query.set("lon", position.coords.longitude.toFixed(2));
  query.set("lat", position.coords.latitude.toFixed(2));
  window.location.search = query.toString();
}

if (button && "geolocation" in navigator && window.isSecureContext) {
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(open, () => {
      told.textContent = button.dataset.refused;
    });
  });
}
