// The service worker's events, each handed to the module that knows.

import { replay } from "../js/phone/replay.js"
import { wipe } from "../js/phone/seal.js"
import { fact } from "../js/phone/store.js"
import { changed, showPush, tapped } from "./push.js"
import { kindOf } from "./routes.js"
import { emptyOldShells, fileOf, fillShell, pageOf } from "./shell.js"

self.addEventListener("install", (event) => event.waitUntil(fillShell()))

self.addEventListener("activate", (event) => event.waitUntil(emptyOldShells().then(() => self.clients.claim())))

self.addEventListener("message", (event) => {
  if (event.data?.type === "take-over") self.skipWaiting()
})

self.addEventListener("fetch", (event) => {
  const kind = kindOf(event.request, self.location.origin)
  if (kind === "file") event.respondWith(fileOf(event.request))
  if (kind === "page") event.respondWith(pageOf(event.request))
})

// Background Sync, where there is one; a rejection asks the browser to try again later.
self.addEventListener("sync", (event) => {
  if (event.tag === "replay") event.waitUntil(sendWaiting())
})

self.addEventListener("push", (event) => event.waitUntil(showPush(self, event.data, RELEASE.signs)))

self.addEventListener("notificationclick", (event) => event.waitUntil(tapped(self, event, RELEASE.signs)))

self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(changed(self, event)))

async function sendWaiting() {
  const owner = await fact("owner")
  if (!owner) return
  const { why, ...what } = await replay(owner)
  if (why === "signed-out") await wipe()
  for (const page of await self.clients.matchAll()) page.postMessage({ type: "replayed", why, ...what })
  if (why === "offline") throw new Error("still offline")
}
