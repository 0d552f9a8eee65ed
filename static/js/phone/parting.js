// Signing out stands on the phone before the server hears of it. Whichever page comes next tells
// the server first, also one in another tab or one that was already on its way (SAFETY A1, D1).

import { wipe } from "./seal.js"
import { fact, note } from "./store.js"

const PATIENCE = 5000 // ms
const tabs = globalThis.BroadcastChannel && new BroadcastChannel("uplift-owner")

// Whose phone it is now, to every other tab: nobody reads or taps in a page of somebody else.
export function sayWhose(owner = "") {
  tabs?.postMessage(owner)
}

export function onOther(here, then) {
  tabs?.addEventListener("message", ({ data }) => here() && data !== here() && then())
}

export async function leave() {
  await note("leaving", true)
  await wipe()
  sayWhose()
}

// Throws where the server did not hear it. Whom nobody knows any more is sent to the way in.
export async function tell() {
  if (!(await fact("leaving"))) return
  const signal = AbortSignal.timeout(PATIENCE)
  const reply = await fetch("/sign-out", { method: "POST", redirect: "manual", signal })
  if (reply.type !== "opaqueredirect" && !reply.ok) throw new Error("the server did not hear the sign-out")
  await note("leaving")
}
