/**
 * Puts the projects of the page's list (`[data-latitude][data-longitude]`) on a map. The list stays
 * as it is and is the way for the keyboard; without this module, or without tiles, it is all there is.
 */
const place = document.getElementById("project-map");
const { L } = window;

function words(item) {
  const link = item.querySelector("a");
  const copy = document.createElement("a");
  copy.href = link.href;
  copy.textContent = link.textContent;
  return copy;
}

function draw() {
  place.hidden = false;
  const map = L.map(place, { attributionControl: false, scrollWheelZoom: false });
  L.tileLayer(place.dataset.tiles, { minZoom: 5, maxZoom: 18 }).addTo(map);
  const icon = L.icon({
    iconUrl: place.dataset.icon,
    iconRetinaUrl: place.dataset.icon2x,
    shadowUrl: place.dataset.shadow,
    iconSize: [25, 41],
    iconAnchor: [12, 41],
    popupAnchor: [1, -34],
    shadowSize: [41, 41],
  });
  const points = [...document.querySelectorAll("[data-latitude][data-longitude]")].map((item) => {
    const point = [Number(item.dataset.latitude), Number(item.dataset.longitude)];
    L.marker(point, { icon, alt: "", keyboard: false }).bindPopup(words(item)).addTo(map);
    return point;
  });
  map.fitBounds(points, { maxZoom: 15, padding: [24, 24] });
}

if (place && L) draw();
