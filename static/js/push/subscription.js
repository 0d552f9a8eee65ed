// A browser's subscription and what the server knows of it. Runs in a page and in the worker.

const ANSWERS_WITHIN = 20000 // ms; some browsers never do
const PLACE = "/push/subscriptions"

// One at a time, in every page and in the worker: a look that began before a tap would undo it.
export function alone(act, locks = globalThis.navigator?.locks) {
  return locks ? locks.request("uplift-push", act) : act()
}

// Our key, whether push was switched on here, and which addresses are known; null where no
// answer comes. Where nobody is signed in, nobody wants anything.
export async function askServer(ask = fetch) {
  try {
    const reply = await ask("/push/state", { cache: "no-store", redirect: "manual", signal: deadline() })
    if (reply.type === "opaqueredirect") return { wanted: false, known: [] }
    return reply.ok ? await reply.json() : null
  } catch {
    return null
  }
}

export function subscribeWith(manager, key) {
  return inPatience(manager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) }))
}

// Throws the server's own words where it refuses.
export async function tellServer(subscription, old, ask = fetch) {
  const key = textOf(subscription.options.applicationServerKey)
  const body = JSON.stringify({ ...subscription.toJSON(), key, ...(old && { old }) })
  const headers = { "Content-Type": "application/json" }
  const reply = await ask(PLACE, { method: "POST", headers, body, redirect: "manual", signal: deadline() })
  if (!reply.ok) throw new Error((await reply.json().catch(() => ({}))).problem ?? `${reply.status}`)
}

// The same after the browser changed it, lost it, or our key is a new one.
export async function renew(registration, state, old, fresh) {
  const current = fresh ?? (await registration.pushManager.getSubscription())
  if (!state.wanted) return current?.unsubscribe()
  if (current && (await isKnown(current, state))) return
  const isOurs = current && textOf(current.options.applicationServerKey) === state.key
  if (current && !(isOurs && fresh)) await current.unsubscribe()
  const made = isOurs && fresh ? fresh : await subscribeWith(registration.pushManager, state.key)
  await tellServer(made, old ?? current?.endpoint)
}

export async function isKnown(subscription, { known, key }) {
  if (textOf(subscription.options.applicationServerKey) !== key) return false
  const bytes = new TextEncoder().encode(subscription.endpoint)
  return known.includes(hex(await crypto.subtle.digest("SHA-256", bytes)))
}

export function inPatience(promise, patience = ANSWERS_WITHIN) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(reject, patience, new Error("late"))
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

// Whoever waits for the lock is not kept from it by a network that never answers.
function deadline() {
  return globalThis.AbortSignal?.timeout?.(ANSWERS_WITHIN)
}

export function bytesOf(text) {
  const signs = atob(text.replace(/-/g, "+").replace(/_/g, "/"))
  return Uint8Array.from(signs, (sign) => sign.charCodeAt(0))
}

export function textOf(buffer) {
  const signs = String.fromCharCode(...new Uint8Array(buffer ?? []))
  return btoa(signs).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
}

function hex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("")
}
