// What a shared tablet needs: kept apart, so that no phone has to load it.
import * as card from "./behaviours/card.js"
import * as back from "./station/back.js"
import * as lock from "./station/lock.js"
import * as pad from "./station/pad.js"
import * as scan from "./station/scan.js"

const behaviours = { back, card, lock, pad, scan }

for (const element of document.querySelectorAll("[data-behaviour]")) {
  behaviours[element.dataset.behaviour]?.connect(element)
}

// Without a network nothing is sent in vain, and no browser's own page stands in the way.
function tell() {
  const line = document.getElementById("no-network")
  if (line) line.hidden = navigator.onLine !== false
}

function hold(event) {
  if (navigator.onLine === false && event.target.closest("form, a")) event.preventDefault()
}

for (const kind of ["online", "offline"]) addEventListener(kind, tell)
addEventListener("submit", hold, { capture: true })
addEventListener("click", (event) => event.target.closest("a") && hold(event), { capture: true })
tell()
