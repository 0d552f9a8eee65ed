// On a shared phone five quiet minutes sign out: <body data-shared>. Everything personal goes at
// once; what waits to be sent stays under its owner's key (SAFETY A4, D4).

import * as parting from "./parting.js"
import { fact, note } from "./store.js"

export const QUIET = 5 * 60 * 1000 // ms
const NOTED = 5000 // ms between two notes of the same busy hands
const TOUCHES = ["pointerdown", "keydown", "scroll"]

let touched = 0
let noted = 0
let leaving = false

export function connect() {
  touch()
  for (const kind of TOUCHES) addEventListener(kind, touch, { passive: true, capture: true })
  // A tab that slept compares clocks before anything is seen of it.
  for (const kind of ["visibilitychange", "focus", "pageshow", "resume"]) addEventListener(kind, look, true)
  setInterval(look, NOTED)
}

export function isQuiet(last, now) {
  return now - last >= QUIET
}

function touch() {
  const now = Date.now()
  if (touched && isQuiet(touched, now)) return look()
  touched = now
  if (now - noted < NOTED) return
  noted = now
  note("touched", now) // another tab of the same phone counts as well
}

async function look() {
  if (leaving || !isQuiet(touched, Date.now())) return
  leaving = true
  document.body.hidden = true
  touched = Math.max(touched, (await fact("touched")) ?? 0)
  if (isQuiet(touched, Date.now())) return leave()
  document.body.hidden = leaving = false
}

async function leave() {
  await parting.leave()
  await note("touched")
  await parting.tell().catch(() => {}) // without a network at the first chance
  location.replace("/sign-in")
}
