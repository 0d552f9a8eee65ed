// A browser that is short of room may throw away everything that a site keeps, at once and in
// silence. Cookies stay: one says how much waited, so that it can be told (SAFETY D10).

import { fact, note } from "./store.js"

const KEPT_FOR = 7 * 24 * 3600 // s
const SAFELY = globalThis.location?.protocol === "https:" ? "; Secure" : ""

export async function remember(owner, count) {
  if (count) await note("holds", true)
  if (count || (waited(owner) && (await fact("holds")))) write(owner, count)
}

// How much of the owner's waited here and was thrown away by the browser; it is said once.
export async function thrownAway(owner) {
  const count = waited(owner)
  if (!count || (await fact("holds"))) return 0
  write(owner, 0)
  return count
}

export function waited(owner, cookies = document.cookie) {
  const found = cookies.split("; ").find((one) => one.startsWith(`${name(owner)}=`))
  return Number(found?.split("=")[1] ?? 0)
}

function write(owner, count) {
  document.cookie = `${name(owner)}=${count}; Path=/; Max-Age=${count ? KEPT_FOR : 0}; SameSite=Lax${SAFELY}`
}

function name(owner) {
  return `waits-${owner.slice(0, 8)}`
}
