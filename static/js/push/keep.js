// At each open: the badge has been seen, and the subscription is what the server knows. Where
// nobody is signed in it goes: this phone is nobody's until then (SAFETY W2).

const CHECKED = "uplift-push-checked"
const EVERY = 3600 * 1000 // ms

export async function opened(owner, now = Date.now()) {
  navigator.clearAppBadge?.().catch(() => {})
  if (globalThis.Notification?.permission !== "granted" || !navigator.serviceWorker) return
  if (owner && now - Number(sessionStorage.getItem(CHECKED) ?? 0) < EVERY) return
  const { alone, askServer, renew } = await import("./subscription.js")
  const registration = await navigator.serviceWorker.ready
  await alone(async () => {
    const state = await askServer()
    if (!state) return
    await renew(registration, state)
    sessionStorage.setItem(CHECKED, String(now))
  })
}

// Signed out: nothing more comes to this phone, even before the server has heard of it.
export async function leavePush() {
  if (globalThis.Notification?.permission !== "granted") return
  const registration = await navigator.serviceWorker?.getRegistration()
  const subscription = await registration?.pushManager?.getSubscription()
  await subscription?.unsubscribe()
  for (const one of (await registration?.getNotifications?.()) ?? []) one.close()
  sessionStorage.removeItem(CHECKED)
}
