// The anonymous shell: files of this release and the page that is shown without a network.

import { tell } from "../js/phone/parting.js"
import { wipe } from "../js/phone/seal.js"
import { fact } from "../js/phone/store.js"
import { stale } from "./routes.js"

const CACHE = `uplift-${RELEASE.digest}`
const KEPT = new Set(["/", "/team", "/orbit", "/roadblocks/new"]) // pages that a phone may have kept
const PATIENCE = 8000 // ms that these may keep somebody waiting

export async function fillShell() {
  const cache = await caches.open(CACHE)
  await cache.addAll(RELEASE.files)
  const shell = await fetch(RELEASE.offline, { credentials: "omit", cache: "no-store" })
  if (!shell.ok) throw new Error(`the offline page was answered ${shell.status}`)
  await cache.put(RELEASE.offline, shell)
}

export async function emptyOldShells() {
  await Promise.all(stale(await caches.keys(), CACHE).map((name) => caches.delete(name)))
}

export async function fileOf(request) {
  return (await caches.match(request, { cacheName: CACHE })) ?? fetch(request)
}

export async function pageOf(request) {
  try {
    await tell() // who left is gone before any page is shown
    const asked = fetch(request)
    const answer = await (KEPT.has(new URL(request.url).pathname) ? inTime(asked) : asked)
    await makeWay(answer.headers.get("Uplift-Owner")).catch(() => {}) // the page tries it again
    return answer
  } catch {
    return (await caches.match(RELEASE.offline, { cacheName: CACHE })) ?? Response.error()
  }
}

// What was kept for somebody else goes before this person's page is seen: the network may be cut
// before any script of the page runs, and then the phone would show theirs (SAFETY R7).
async function makeWay(owner) {
  const before = owner && (await fact("owner"))
  if (before && before !== owner) await wipe()
}

function inTime(answer) {
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error("too slow")))
  return Promise.race([answer, late])
}
