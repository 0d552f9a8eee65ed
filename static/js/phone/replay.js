// Sends what waits on this phone: in order, in batches, once, and only for its owner.
// Runs in a page and in the service worker alike; the server answers each operation by itself.

import { noteTried, operations, refuse, remove } from "./store.js"

const BATCH = 20
const LOCK = "uplift-replay"
const LONGEST = 20000 // ms; who waits for an answer for ever keeps everybody else from sending

// Answers {sent, refused, left, why}: why is "", "offline", "signed-out", "other-owner" or "busy".
export function replay(owner, ask = send) {
  if (!owner) return Promise.resolve(nothing("signed-out"))
  const locks = globalThis.navigator?.locks
  if (!locks) return run(owner, ask)
  return locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? run(owner, ask) : nothing("busy")))
}

// Until whoever sends just now, another tab or the worker, has done so.
export function othersDone() {
  return navigator.locks.request(LOCK, () => {})
}

// Takes back what was never sent; answers whether it was still here. It waits for a replay.
export function withdraw(owner, id) {
  const locks = globalThis.navigator?.locks
  return locks ? locks.request(LOCK, () => unsend(owner, id)) : unsend(owner, id)
}

async function unsend(owner, id) {
  const found = (await operations(owner)).find((one) => one.id === id && !one.tried)
  if (found) await remove([id])
  return Boolean(found)
}

async function run(owner, ask) {
  const total = nothing("")
  for (;;) {
    const waiting = (await operations(owner)).filter((one) => !one.refused && !one.sealed)
    const batch = waiting.slice(0, BATCH)
    total.left = waiting.length
    if (!batch.length) return total
    await noteTried(batch)
    const { results, why } = await ask(owner, batch)
    if (why) return { ...total, why }
    const settled = await settle(results)
    total.sent += settled.sent
    total.refused += settled.refused
    total.left -= settled.sent + settled.refused
    if (results.some((one) => one.status === "later")) return { ...total, why: "offline" }
  }
}

async function settle(results) {
  const done = results.filter((one) => one.status === "done")
  const refused = results.filter((one) => one.status === "refused")
  await remove(done.map((one) => one.id))
  for (const one of refused) await refuse(one.id, one.said)
  return { sent: done.length, refused: refused.length }
}

export async function send(owner, batch) {
  const given = new AbortController()
  const timer = setTimeout(() => given.abort(), LONGEST)
  const body = JSON.stringify({ owner, operations: batch.map(({ id, path, form }) => ({ id, path, form })) })
  try {
    const reply = await fetch("/sync", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
      redirect: "manual",
      signal: given.signal,
    })
    return await understood(reply)
  } catch {
    return { results: [], why: "offline" }
  } finally {
    clearTimeout(timer)
  }
}

// A redirect is the way to the sign-in page: the queue waits for its owner (SAFETY D9).
export async function understood(reply) {
  if (reply.type === "opaqueredirect" || reply.status === 401) return { results: [], why: "signed-out" }
  if (reply.status === 409) return { results: [], why: "other-owner" }
  if (!reply.ok) return { results: [], why: "offline" }
  return { results: (await reply.json()).results, why: "" }
}

function nothing(why) {
  return { sent: 0, refused: 0, left: 0, why }
}
