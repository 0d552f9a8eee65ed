// <form data-behaviour="lock">: a turn ends by itself when nobody touches the tablet, here and
// on the server. Whoever is still reading only has to touch it.

const TOUCHES = ["pointerdown", "keydown", "scroll"]
const TOLD = 10_000 // ms between two words to the server

export function connect(form) {
  const { locks, warns, stay, over } = form.dataset
  const line = document.querySelector("[data-still]")
  const usual = line.textContent
  let touched = Date.now()
  let told = touched
  let ended = false

  for (const kind of TOUCHES) addEventListener(kind, touch, { passive: true, capture: true })
  for (const kind of ["visibilitychange", "pageshow", "focus"]) addEventListener(kind, look, true)
  const clock = setInterval(look, 1000)

  function touch() {
    if (state(Date.now() - touched, locks, warns) === "over") return look()
    touched = Date.now()
    look()
  }

  function look() {
    if (ended) return
    const now = Date.now()
    const is = state(now - touched, locks, warns)
    const says = is === "warns" ? line.dataset.still : usual
    if (line.textContent !== says) line.textContent = says
    line.classList.toggle("still", is === "warns")
    if (is === "over") return end()
    if (touched > told && now - told >= TOLD) tell(now)
  }

  async function tell(now) {
    told = now
    const reply = await fetch(stay, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => null)
    if (reply && (reply.status === 409 || reply.redirected)) location.replace(over)
  }

  async function end() {
    ended = true
    clearInterval(clock)
    document.querySelector("main").remove() // first of all: the next person may stand there
    await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => null)
    if (navigator.onLine === false) addEventListener("online", () => location.replace(over), { once: true })
    else location.replace(over)
  }
}

export function state(quiet, locks, warns) {
  if (quiet >= locks * 1000) return "over"
  return quiet >= warns * 1000 ? "warns" : "on"
}
