// The pages about nudges: what this phone can do, and switching it on after a tap.
// <section data-phone="on"> holds parts with data-when="off blocked"; <form data-switch-on> asks
// the browser first and then is sent as it would be without scripts.

import { facts, situation, system } from "./push/situation.js"
import { alone, askServer, inPatience, subscribeWith, tellServer } from "./push/subscription.js"

const panel = document.querySelector("[data-phone]")

export function show(what) {
  const mine = system(navigator.userAgent)
  for (const part of panel.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(what)
  for (const part of panel.querySelectorAll("[data-system]")) part.hidden = part.dataset.system !== mine
}

async function current() {
  const known = facts()
  const registration = known.has && panel.dataset.phone === "on" ? await navigator.serviceWorker.ready : undefined
  const isOn = Boolean(await registration?.pushManager.getSubscription())
  return situation({ ...known, isOn })
}

// The browser's own question comes first: it may only follow a tap at once.
async function switchOn() {
  const permission = await Notification.requestPermission()
  if (permission !== "granted") return
  const registration = await inPatience(navigator.serviceWorker.ready)
  await alone(async () => {
    const state = await askServer()
    if (!state) throw new Error("no answer")
    const old = await registration.pushManager.getSubscription()
    await old?.unsubscribe()
    await tellServer(await subscribeWith(registration.pushManager, state.key), old?.endpoint)
  })
}

for (const form of document.querySelectorAll("form[data-switch-on]")) {
  form.addEventListener("submit", (event) => {
    if (!facts().has || Notification.permission === "denied") return
    event.preventDefault()
    const button = form.querySelector(".press")
    button.disabled = true
    switchOn().then(
      () => form.submit(),
      () => {
        if (!panel) return form.submit() // the next page says how it stands, and helps
        button.disabled = false
        show("stuck")
      },
    )
  })
}

if (panel) current().then(show)
