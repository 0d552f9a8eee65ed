// Signing out: first what is not sent yet, then everything personal goes from this phone.

import { note, operations, remove } from "./store.js"
import { replay } from "./replay.js"
import { wipe } from "./seal.js"

export { wipe }

// <form data-leave> is the sign-out; <dialog id="leaving"> asks when something waits.
export function connect(owner) {
  for (const form of document.querySelectorAll("form[data-leave]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.leave === "go") return
      event.preventDefault()
      begin(form, owner())
    })
  }
}

async function begin(form, owner) {
  const waiting = owner ? await operations(owner) : []
  if (!waiting.length) return go(form)
  const dialog = document.getElementById("leaving")
  const says = dialog.querySelector("[data-says]")
  says.textContent = says.dataset.says.replace("#", waiting.length)
  dialog.returnValue = ""
  dialog.showModal()
  dialog.onclose = () => decide(dialog.returnValue, form, owner, waiting)
}

async function decide(choice, form, owner, waiting) {
  if (choice === "send") {
    const { left, refused } = await replay(owner)
    return left || refused ? begin(form, owner) : go(form)
  }
  if (choice === "discard") await remove(waiting.map((one) => one.id))
  if (choice === "keep" || choice === "discard") return go(form)
}

// Offline the server cannot hear it: the pages go now, the sign-in at the first chance.
async function go(form) {
  await wipe()
  await quiet().catch(() => {}) // what cannot be told now, the server sees to
  if (navigator.onLine && document.documentElement.dataset.offline === undefined) {
    form.dataset.leave = "go"
    return form.requestSubmit()
  }
  await note("leaving", true)
  location.assign("/")
}

// The phone says farewell to its push service itself; it must not keep somebody waiting.
async function quiet() {
  const { leavePush } = await import("../push/keep.js")
  await Promise.race([leavePush(), new Promise((soon) => setTimeout(soon, 2000))])
}
