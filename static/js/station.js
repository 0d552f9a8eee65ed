// What a shared tablet needs: kept apart, so that no phone has to load it.
import * as card from "./behaviours/card.js"
import * as lock from "./station/lock.js"
import * as pad from "./station/pad.js"
import * as scan from "./station/scan.js"

const behaviours = { card, lock, pad, scan }

for (const element of document.querySelectorAll("[data-behaviour]")) {
  behaviours[element.dataset.behaviour]?.connect(element)
}
