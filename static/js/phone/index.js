// The app on the phone: the worker, the last pages, what waits, and leaving nothing behind.

import { show as toast } from "../announce.js"
import { NAMES, keep, keepAhead, restore } from "./keep.js"
import * as queue from "./queue.js"
import { othersDone, replay } from "./replay.js"
import { dropStale, fact, note } from "./store.js"
import * as unsent from "./unsent.js"

const root = document.documentElement
const PATIENCE = 5000 // ms
const RETRIES = [1000, 4000, 15000, 60000] // ms
const SENT = "sent" // how many operations this tab has sent and not yet spoken of
let tries = 0
let timer
let here = document.body.dataset.owner

export async function start(connectAll) {
  import("./worker.js").then((worker) => worker.register()).catch(() => {}) // no page waits for it
  queue.connect({ owner: () => here, isOffline, answers, kept }) // before anything is waited for
  document.addEventListener("submit", leave)
  if (root.dataset.offline !== undefined) await reopen(connectAll)
  else if (await fact("leaving")) return over()
  else if (here) await settle()
  else await wipe() // nobody is signed in: nothing personal stays (SAFETY D1)
  sayWhatWasSent()
  followPush().catch(() => {}) // next time, then
  followTabs().catch(() => {}) // whoever comes back to this one is looked at then
  addEventListener("online", () => send())
  navigator.serviceWorker?.addEventListener("message", ({ data }) => data?.type === "replayed" && news(data))
  document.addEventListener("visibilitychange", () => document.hidden || comeBack())
  document.addEventListener("htmx:after:swap", () => setTimeout(keep, 0))
  document.addEventListener("htmx:after:request", (event) => event.detail.ctx?.response?.status < 400 && send())
  await send()
}

// Loaded behind everything else: no page waits for it.
async function followPush() {
  const { opened } = await import("../push/keep.js")
  await opened(here)
}

// In another tab somebody signs out, or somebody else is here: this page is theirs no more.
async function followTabs() {
  const { onOther, sayWhose } = await import("./parting.js")
  onOther(() => here, () => {
    document.body.hidden = true
    location.reload()
  })
  if (here && root.dataset.offline === undefined) sayWhose(here)
}

// <form data-leave> is the sign-out; however early it is tapped, it asks what becomes of the work.
function leave(event) {
  const form = event.target
  if (form.dataset.leave === undefined) return
  event.preventDefault()
  import("./leave.js").then(({ ask }) => ask(here)).catch(() => form.submit())
}

// The server was asked for this page before it had heard that its person leaves.
async function over() {
  document.body.hidden = true
  const { tell } = await import("./parting.js")
  await tell().then(() => location.reload(), () => location.replace("/offline"))
}

// Pages that were kept for somebody else go before anything of this person's is kept.
async function settle() {
  const isFirst = (await fact("owner")) !== here
  if (isFirst) await wipe()
  await note("owner", here)
  await (await import("./seal.js")).unseal(here, document.body.dataset.seal)
  await keep()
  const stale = await dropStale(Date.now(), here)
  if (stale) toast(words().stale.replace("#", stale))
  const gone = await unsent.thrownAway(here)
  if (gone) toast(words().gone.replace("#", gone))
  const isKept = document.body.dataset.keep
  if (isKept && !isFirst) keepAhead(here).catch(() => {}) // the first load stays small
}

async function reopen(connectAll) {
  const hasLeft = await fact("leaving")
  here = hasLeft ? undefined : await fact("owner")
  if (hasLeft) return sayLeft()
  if (await restore(here, NAMES[location.pathname], root.dataset.release)) connectAll(document)
  else root.classList.add("nothing-kept")
  for (const form of document.querySelectorAll("form[data-leave]")) form.hidden = !here
}

// Signed out without a network: the page says so, and makes way as soon as there is one.
function sayLeft() {
  document.getElementById("main").replaceChildren(document.getElementById("left").content)
  addEventListener("online", async () => (await answers()) && location.reload())
}

// In another tab somebody may have signed out, or somebody else in.
async function comeBack() {
  if (here && (await fact("owner")) !== here) return location.reload()
  await send()
}

function isOffline() {
  return root.dataset.offline !== undefined || navigator.onLine === false
}

async function send() {
  if (!here || navigator.onLine === false) return unsent.show(here)
  await news(await replay(here))
}

// What a replay did, here or in the worker: the page shows the truth again.
async function news({ sent, refused, why }) {
  if (why === "signed-out" && here) return gate()
  await unsent.show(here)
  if (sent) sessionStorage.setItem(SENT, sent)
  const inShell = root.dataset.offline !== undefined
  const isBack = inShell && why !== "busy" && (sent > 0 || (await answers()))
  const shows = document.body.dataset.keep || document.querySelector(".kept-here")
  if (isBack || ((sent || refused) && shows)) return location.reload() // which says it
  sayWhatWasSent()
  if (why === "busy") othersDone().then(send, () => {})
  else if (inShell || why === "offline") later()
  else tries = 0
}

function sayWhatWasSent() {
  const sent = sessionStorage.getItem(SENT)
  sessionStorage.removeItem(SENT)
  if (sent) toast(words().sent.replace("#", sent))
}

// The server knows nobody here any more: what waits is sealed for its owner (SAFETY D1, D9).
async function gate() {
  await wipe()
  location.reload()
}

async function wipe() {
  await (await import("./seal.js")).wipe()
}

// A network that is there need not lead to the server: only an answer says that it does.
async function answers() {
  try {
    return (await fetch("/health/live", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) })).ok
  } catch {
    return false
  }
}

// "Saved on this phone" is not "done": the form says so where its button was.
async function kept(form, button, problem) {
  if (problem) return toast(words().full)
  form.classList.add("kept-here")
  for (const one of form.querySelectorAll("button")) one.disabled = true
  button.textContent = words().kept
  await unsent.show(here)
  navigator.storage?.persist?.().catch(() => {}) // or the browser may throw it away
  // Not waited for: where no worker may be, none is ever ready.
  navigator.serviceWorker?.ready.then((ready) => ready.sync?.register("replay")).catch(() => {})
  if (navigator.onLine !== false) later()
}

// The network seems to be there but gave no answer: ask again, ever more seldom.
function later() {
  clearTimeout(timer)
  timer = setTimeout(send, RETRIES[Math.min(tries, RETRIES.length - 1)])
  tries += 1
}

function words() {
  return document.getElementById("unsent")?.dataset ?? { kept: "", full: "", stale: "", gone: "", sent: "" }
}
