// The service worker: registered once, and a new version is offered, never forced.

export async function register() {
  if (!navigator.serviceWorker) return
  try {
    const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" })
    if (registration.waiting) offer(registration)
    registration.addEventListener("updatefound", () => {
      const fresh = registration.installing
      fresh.addEventListener("statechange", () => {
        if (fresh.state === "installed" && navigator.serviceWorker.controller) offer(registration)
      })
    })
  } catch {
    // Without a worker the site does its job; only what needs no network is missing.
  }
}

function offer(registration) {
  const line = document.getElementById("update")
  if (!line) return
  line.hidden = false
  line.querySelector("button").onclick = () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true })
    registration.waiting?.postMessage({ type: "take-over" })
  }
}
