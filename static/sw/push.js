// A push becomes a notification, a tap on it leads back into the app, "Done" does it at once.

import { alone, askServer, renew } from "../js/push/subscription.js"

const JSON_TYPE = { "Content-Type": "application/json" }
// What cannot be read still shows something: a browser takes the permission back otherwise.
const UNREADABLE = { notification: { title: "uplift", navigate: "/" } }

// The same message that newer phones show without any worker (declarative push, 8030).
export function readPush(data) {
  try {
    const message = data.json()
    return typeof message.notification.title === "string" ? message : UNREADABLE
  } catch {
    return UNREADABLE
  }
}

export async function showPush(worker, data, signs = {}) {
  const { notification, app_badge: badge } = readPush(data)
  if (badge) await worker.navigator?.setAppBadge?.(badge).catch(() => {})
  await showNotice(worker, notification, signs)
}

async function showNotice({ registration }, { title, navigate, actions = [], ...more }, signs) {
  const buttons = actions.map(({ action, title }) => ({ action, title }))
  const options = { ...more, ...signs, data: { navigate }, ...(buttons.length && { actions: buttons }) }
  try {
    await registration.showNotification(title, options)
  } catch {
    await registration.showNotification(title)
  }
}

// Opening comes first: a browser allows it only for a moment after the tap.
export async function tapped(worker, { action, notification }, signs, ask = fetch) {
  notification.close()
  await worker.navigator?.clearAppBadge?.().catch(() => {})
  const isDone = action === "done" && (await finished(worker, notification, signs, ask))
  if (!isDone) await openAt(worker, notification.data?.navigate ?? "/")
  await post(ask, "/push/openings", notification.tag)
}

// "Done" goes the way of every completion; what is refused, or not answered, opens the screen.
async function finished(worker, notification, signs, ask) {
  const reply = await post(ask, "/push/completions", notification.tag)
  if (!reply?.ok) return false
  await showNotice(worker, (await reply.json()).notification, signs)
  const news = { type: "replayed", why: "", sent: 1, refused: 0, left: 0 }
  for (const page of await worker.clients.matchAll({ type: "window" })) page.postMessage(news)
  return true
}

async function openAt(worker, path) {
  const { origin } = worker.location
  const wanted = new URL(path, origin)
  const address = wanted.origin === origin ? wanted.href : `${origin}/`
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true })
  const open = windows.find((one) => one.url === address) ?? windows[0]
  if (!open) return worker.clients.openWindow(address)
  await open.focus()
  if (open.url !== address) await open.navigate(address).catch(() => worker.clients.openWindow(address))
}

async function post(ask, path, tag) {
  const body = JSON.stringify({ tag })
  return ask(path, { method: "POST", headers: JSON_TYPE, body, redirect: "manual" }).catch(() => null)
}

export function changed(worker, { oldSubscription, newSubscription }) {
  return alone(async () => {
    const state = await askServer()
    if (state) await renew(worker.registration, state, oldSubscription?.endpoint, newSubscription ?? undefined)
  })
}
