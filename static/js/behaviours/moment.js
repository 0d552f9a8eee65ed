// <dialog data-behaviour="moment">: a badge or a kept day. It waits until the tap before it has
// settled, comes alone, and goes with one press or Escape; the server sends the next one.

const SETTLED = 1200

export function connect(dialog) {
  const form = dialog.querySelector("form")
  form.addEventListener("submit", () => dialog.close())
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault()
    form.requestSubmit()
  })
  setTimeout(() => open(dialog), rest(performance.getEntriesByName("moment:start").at(-1)))
}

// How long the last tap still needs, in milliseconds; without one the moment comes at once.
export function rest(tap, now = performance.now()) {
  return tap ? Math.max(0, tap.startTime + SETTLED - now) : 0
}

function open(dialog) {
  if (!dialog.isConnected || dialog.open) return
  dialog.showModal()
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([12, 60, 24])
}
