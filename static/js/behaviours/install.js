// Putting the app on the home screen: a button that asks, where the browser can be asked, and an
// offer on Today that keeps away for two weeks after "not now", and once the app is there.
// data-install: "offer" (a line with a link and a button), "button" (asks), "guide" (the page).

import { browser } from "../phone/question.js"
import { fact, note } from "../phone/store.js"

export const QUIET = 14 * 24 * 3600 * 1000 // ms

export function connect(place) {
  if (place.dataset.install === "guide") return own(place)
  const isButton = place.matches("button")
  const button = isButton ? place : place.querySelector("button")
  const show = async () => (place.hidden = !(isButton ? browser.question : await isOffered()))
  button.onclick = () => (isButton ? ask() : refuse()).then(show)
  addEventListener("beforeinstallprompt", show)
  addEventListener("appinstalled", () => (place.hidden = true))
  return show()
}

// Whether the line on Today comes; `at` and `refused` in ms.
export function offers({ app, offline, installed, refused, able, at }) {
  return !app && !offline && !installed && able && !(at - refused < QUIET)
}

async function isOffered() {
  return offers({
    app: matchMedia("(display-mode: standalone)").matches || navigator.standalone === true,
    offline: document.documentElement.dataset.offline !== undefined,
    installed: await fact("installed"),
    refused: await fact("install-refused"),
    able: Boolean(browser.question) || matchMedia("(pointer: coarse)").matches,
    at: Date.now(),
  })
}

async function ask() {
  const { outcome } = await browser.question.prompt()
  browser.question = undefined // it can be asked once
  if (outcome !== "accepted") await refuse()
}

function refuse() {
  return note("install-refused", Date.now())
}

// An iPad says that it is a Mac, but a Mac cannot be touched.
function own(guide) {
  const isMac = guide.dataset.system === "desktop" && /Macintosh/.test(navigator.userAgent)
  if (isMac && navigator.maxTouchPoints > 1 && !location.search) location.replace("?system=ios")
}
