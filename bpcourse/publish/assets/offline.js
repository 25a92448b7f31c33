// The first part of the live site's service worker; JupyterLite's own follows it.
// What the site is asked for is fetched, and kept; without a network, what was kept answers.
// Pages load before a worker can see them, so what they are made of is fetched once more.
const KEPT = "bpcourse-offline";
const SERVED_ELSEWHERE = /\/api\/(drive|stdin|service-worker-heartbeat)/;
const SAME = { ignoreSearch: true, ignoreVary: true };

const kept = async request => {
  const cache = await caches.open(KEPT);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (fault) {
    const found = await cache.match(request, SAME);
    if (found) return found;
    throw fault;
  }
};

let filled;
const fill = async () => {
  const cache = await caches.open(KEPT);
  const list = await fetch("offline.json");
  for (const path of await list.json())
    if (!(await cache.match(path, SAME))) await cache.add(path);
};

self.addEventListener("fetch", event => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith("http")) return;
  if (SERVED_ELSEWHERE.test(new URL(request.url).pathname)) return;
  event.stopImmediatePropagation();
  event.respondWith(kept(request));
  filled ??= fill().catch(() => { filled = undefined; });
  event.waitUntil(filled);
});
