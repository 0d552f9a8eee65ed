// The service worker: registered once, and a newer version is offered, never forced.

const SELDOM = 3600 * 1000 // ms between two looks for a newer version

export async function register() {
  if (!navigator.serviceWorker) return
  try {
    const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" })
    if (registration.waiting) offer(registration)
    watch(registration)
    registration.addEventListener("updatefound", () => watch(registration))
    lookAgain(registration)
  } catch {
    // Without a worker the site does its job; only what needs no network is missing.
  }
}

function watch(registration) {
  const fresh = registration.installing
  fresh?.addEventListener("statechange", () => {
    if (fresh.state === "installed" && navigator.serviceWorker.controller) offer(registration)
  })
}

// An app on the home screen stays open for days: it looks when somebody comes back to it.
function lookAgain(registration, now = Date.now) {
  let looked = now()
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || now() - looked < SELDOM) return
    looked = now()
    registration.update().catch(() => {}) // no network: the next time, then
  })
}

// Only the window in which it was taken opens again: elsewhere somebody may be writing.
function offer(registration) {
  const line = document.getElementById("update")
  if (!line) return
  line.hidden = false
  line.querySelector("button").onclick = () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true })
    registration.waiting?.postMessage({ type: "take-over" })
  }
}
