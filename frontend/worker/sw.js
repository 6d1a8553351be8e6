// Lets the portal open without a connection, with the activities that somebody has saved. Built by `cargo xtask build-spa`,
// which fills in what belongs to this build.
const BUILD = "kepu-{{build}}";
const SHELL = {{shell}};
// What somebody saved stays from build to build.
const SAVED = "kepu-saved";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(BUILD).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("kepu-") && name !== BUILD && name !== SAVED;
  const tidy = caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))));
  event.waitUntil(tidy.then(() => self.clients.claim()));
});

const hashed = (path) => /-[0-9a-f]{16}\.(js|css|wasm)$/.test(path);
const savable = (path) => path.startsWith("/api/v1/public/activities/") || path.startsWith("/api/v1/media/");

// From the network; without one, from what was kept.
async function fresh(request, kept) {
  try {
    return await fetch(request);
  } catch (error) {
    const known = await kept();
    if (known) return known;
    throw error;
  }
}

async function keptForever(request) {
  const cache = await caches.open(BUILD);
  const known = await cache.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fresh(request, () => caches.match("/index.html")));
  } else if (hashed(url.pathname)) {
    event.respondWith(keptForever(request));
  } else if (savable(url.pathname)) {
    const kept = async () => (await caches.open(SAVED)).match(request, { ignoreVary: true });
    event.respondWith(fresh(request, kept));
  }
});
