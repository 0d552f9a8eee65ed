// Keeps the last Today, Team and Orbit of the person who is signed in, for when there is no
// network: <body data-owner data-keep="today">. Offline the page says how old it is.

import { keepPage, keptPage } from "./store.js"

const PARTS = ["class", "data-owner", "data-keep"]

// Pages that a phone keeps, by their address; the last is fetched ahead, so that what stops
// somebody can be said where there is no network.
export const NAMES = { "/": "today", "/team": "team", "/orbit": "orbit", "/roadblocks/new": "stopped" }
const AHEAD = "/roadblocks/new"
const FRESH = 24 * 3600 * 1000 // ms

export function keep(now = Date.now()) {
  const { owner, keep: name } = document.body.dataset
  return owner && name && !isShared() ? keepPage(owner, name, page(document, now)) : undefined
}

// On a shared phone nothing of anybody's is kept.
function isShared() {
  return document.body.dataset.shared !== undefined
}

export async function keepAhead(owner, now = Date.now()) {
  if (isShared()) return
  const kept = await keptPage(owner, NAMES[AHEAD])
  if (kept && now - kept.at < FRESH) return
  const reply = await fetch(AHEAD)
  if (!reply.ok || reply.redirected) return
  const fetched = new DOMParser().parseFromString(await reply.text(), "text/html")
  await keepPage(owner, NAMES[AHEAD], page(fetched, now))
}

export function page(source, now) {
  const root = source.documentElement
  const copy = source.body.cloneNode(true)
  for (const gone of copy.querySelectorAll("script, #toasts > *, .travel, dialog[open]")) gone.remove()
  for (const one of copy.querySelectorAll("[data-connected]")) one.removeAttribute("data-connected")
  for (const one of copy.querySelectorAll("#update")) one.hidden = true // it was true that day
  return {
    at: now,
    title: source.title,
    lang: root.lang,
    dir: root.dir,
    theme: root.dataset.theme ?? "",
    body: copy.innerHTML,
    parts: PARTS.map((name) => [name, copy.getAttribute(name) ?? ""]),
  }
}

// The offline shell becomes the page as it was; answers whether there was one.
export async function restore(owner, name, release) {
  const page = owner && (await keptPage(owner, name))
  if (!page) return false
  const root = document.documentElement
  root.lang = page.lang
  root.dir = page.dir
  if (page.theme) root.dataset.theme = page.theme
  document.title = page.title
  for (const [part, value] of page.parts) document.body.setAttribute(part, value)
  document.body.innerHTML = fitted(page.body, release)
  age(page)
  return true
}

// Pictures are fetched from the release whose files this phone holds.
export function fitted(html, release) {
  return html.replace(/\/static\/[0-9a-f]{12}\//g, `/static/${release}/`)
}

function age(page) {
  const line = document.getElementById("age")
  const at = new Date(page.at)
  const day = at.toDateString() === new Date().toDateString() ? {} : { weekday: "long" }
  const time = new Intl.DateTimeFormat(page.lang, { ...day, hour: "numeric", minute: "2-digit" })
  line.textContent = line.dataset.says.replace("#", time.format(at))
  line.hidden = false
}
