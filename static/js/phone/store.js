// What this phone keeps: operations that wait, the last pages, and whose phone it is just now.
// Everything personal lies under its owner's key, in IndexedDB and nowhere else (SAFETY D1).

import { clear, createStore, del, delMany, entries, get, set, update } from "../../vendor/idb-keyval/index.js"

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

export function refuse(id, why) {
  return update(id, (one) => one && { ...one, refused: why }, waiting)
}

// A person's operations in the order in which they were made.
export async function operations(owner) {
  const all = (await entries(waiting)).map(([, one]) => one)
  return all.filter((one) => one.owner === owner).sort((a, b) => a.made - b.made || a.turn - b.turn)
}

// What nobody came back for in seven days goes; how much of the owner's that was is answered.
export async function dropStale(now, owner) {
  const stale = (await entries(waiting)).map(([, one]) => one).filter((one) => now - one.made > KEPT_FOR)
  await remove(stale.map((one) => one.id))
  return stale.filter((one) => one.owner === owner).length
}
