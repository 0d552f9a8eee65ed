// What waits on this phone, as a count that is always seen and a list that says why.

import { withdraw } from "./replay.js"
import { operations, remove } from "./store.js"

export const show = inTurn(count)

// Two counts at once may end in either order, and the older one must not stand in the end.
export function inTurn(work) {
  let before = Promise.resolve()
  return (...given) => {
    const now = before.then(() => work(...given))
    before = now.catch(() => {})
    return now
  }
}

async function count(owner) {
  const line = document.getElementById("unsent")
  if (!line) return
  const all = owner ? await operations(owner) : []
  // Seen also where that file is not here: no worker, and no network since the page came.
  if (owner && (all.length || mayHaveWaited()))
    await import("./evicted.js").then((it) => it.remember(owner, all.length)).catch(() => {})
  const refused = all.filter((one) => one.refused)
  line.hidden = all.length === 0
  const button = line.querySelector("button")
  button.textContent = said(line.dataset, all.length - refused.length, refused.length)
  button.onclick = () => open(owner, all)
}

// How much of the owner's the browser threw away; nearly always there is nothing to look up.
export async function thrownAway(owner) {
  return mayHaveWaited() ? (await import("./evicted.js")).thrownAway(owner) : 0
}

function mayHaveWaited() {
  return document.cookie.includes("waits-")
}

export function said(words, waiting, refused) {
  if (refused) return words.refused.replace("#", refused)
  return words.waiting.replace("#", waiting)
}

function open(owner, all) {
  const dialog = document.getElementById("unsent-list")
  const list = dialog.querySelector("ul")
  list.replaceChildren(...all.map((one) => row(one, dialog, owner)))
  dialog.showModal()
}

function row(one, dialog, owner) {
  const item = dialog.querySelector("template").content.firstElementChild.cloneNode(true)
  item.querySelector("strong").textContent = one.says
  const small = item.querySelector("small")
  small.textContent = one.refused ?? small.dataset.waits
  const drop = item.querySelector("button")
  drop.hidden = one.tried && !one.refused
  if (!one.refused) drop.textContent = drop.dataset.undo
  drop.onclick = async () => {
    if (one.refused) await remove([one.id])
    else if (await withdraw(owner, one.id)) return location.reload() // it can be done again
    item.remove()
    await show(owner)
    if (!dialog.querySelector("ul").children.length) dialog.close()
  }
  return item
}
