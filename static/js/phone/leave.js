// Signing out: first what is not sent yet, then everything personal goes from this phone.

import { leave, tell } from "./parting.js"
import { replay } from "./replay.js"
import { operations, remove } from "./store.js"

// <dialog id="leaving"> asks when something waits.
export async function ask(owner, inVain = false) {
  const waiting = owner ? await operations(owner) : []
  if (!waiting.length) return go()
  const dialog = document.getElementById("leaving")
  const says = dialog.querySelector("[data-says]")
  says.textContent = says.dataset.says.replace("#", waiting.length)
  dialog.querySelector(".error").hidden = !inVain
  dialog.returnValue = ""
  dialog.showModal()
  dialog.onclose = () => decide(dialog.returnValue, owner, waiting)
}

async function decide(choice, owner, waiting) {
  if (choice === "send") {
    const { left, refused } = await replay(owner)
    return left || refused ? ask(owner, true) : go()
  }
  if (choice === "discard") await remove(waiting.map((one) => one.id))
  if (choice === "keep" || choice === "discard") return go()
}

// Offline the server cannot hear it: what is personal goes now, the sign-in at the first chance.
async function go() {
  await leave()
  await quiet().catch(() => {}) // what cannot be told now, the server sees to
  await tell().catch(() => {})
  location.assign("/sign-in")
}

// The phone says farewell to its push service itself; it must not keep somebody waiting.
async function quiet() {
  const { leavePush } = await import("../push/keep.js")
  await Promise.race([leavePush(), new Promise((soon) => setTimeout(soon, 2000))])
}
