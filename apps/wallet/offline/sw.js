// The service worker of the wallet. The build puts the list of files before it: `self.FILES`.
// It keeps the app itself, so that the payment code opens without a network; it never keeps an
// answer of the API, because what one has is only ever what the server says now.
const HOME = '/wallet/'
const CACHE = `suanpan-wallet-${self.VERSION}`

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([HOME, ...self.FILES]))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (!pathname.startsWith(HOME)) return
  // A page is asked for from the network first, so that a new version is seen at once.
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => caches.match(HOME)))
  else if (self.FILES.includes(pathname)) event.respondWith(kept(request))
})

async function kept(request) {
  return (await caches.match(request)) ?? fetch(request)
}

function isOld(name) {
  return name.startsWith('suanpan-wallet-') && name !== CACHE
}

// A note from the house: what it says is in it, so that it can be shown without a network.
self.addEventListener('push', (event) => {
  const { id, title, body, place } = event.data?.json() ?? {}
  if (title === undefined) return
  const icon = `${HOME}icon-192.png`
  event.waitUntil(
    self.registration.showNotification(title, { body, tag: id, icon, data: { place } }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { place } = event.notification.data ?? {}
  const page = typeof place === 'string' ? place.replace(/^\/+/, '') : 'messages'
  event.waitUntil(self.clients.openWindow(`${HOME}${page}`))
})
