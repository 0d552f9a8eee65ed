// What this phone keeps: operations that wait, the last pages, and whose phone it is just now.
// Everything personal lies under its owner's key, in IndexedDB and nowhere else (SAFETY D1).

import { clear, createStore, del, delMany, entries, get, promisifyRequest, set } from "../../vendor/idb-keyval/index.js"

const waiting = createStore("uplift-waiting", "operations")
const pages = createStore("uplift-pages", "pages")
const facts = createStore("uplift-facts", "facts")

export const KEPT_FOR = 7 * 24 * 3600 * 1000 // ms; RULES 2: what is later counts for nobody

export function fact(name) {
  return get(name, facts)
}

export function note(name, value) {
  return value === undefined ? del(name, facts) : set(name, value, facts)
}

export function keepPage(owner, name, page) {
  return set(`${owner} ${name}`, page, pages)
}

export function keptPage(owner, name) {
  return get(`${owner} ${name}`, pages)
}

export function forgetPages() {
  return clear(pages)
}

export function add(operation) {
  return set(operation.id, operation, waiting)
}

export function remove(ids) {
  return delMany(ids, waiting)
}

// Another shape of the same operation.
export function swap(one) {
  return change([one.id], () => one)
}

// From now on nobody can tell whether these have arrived: an answer may get lost.
export function noteTried(batch) {
  return change(batch.map((one) => one.id), (one) => ({ ...one, tried: true }))
}

export function refuse(id, why) {
  return change([id], (one) => ({ ...one, refused: why }))
}

// Only what is still here: what was thrown away meanwhile does not come back.
function change(ids, anew) {
  return waiting("readwrite", (store) => {
    for (const id of ids) {
      store.get(id).onsuccess = ({ target: { result } }) => result && store.put(anew(result), id)
    }
    return promisifyRequest(store.transaction)
  })
}

// A person's operations in the order in which they were made.
export async function operations(owner) {
  const all = (await entries(waiting)).map(([, one]) => one)
  return all.filter((one) => one.owner === owner).sort((a, b) => a.made - b.made || a.turn - b.turn)
}

// What nobody came back for in seven days goes; how much of the owner's that was is answered,
// what went while somebody else was signed in here included.
export async function dropStale(now, owner) {
  const stale = (await entries(waiting)).map(([, one]) => one).filter((one) => now - one.made > KEPT_FOR)
  for (const one of stale) {
    const untold = `dropped ${one.owner}`
    await note(untold, ((await fact(untold)) ?? 0) + 1)
  }
  await remove(stale.map((one) => one.id))
  const told = (await fact(`dropped ${owner}`)) ?? 0
  await note(`dropped ${owner}`)
  return told
}
