// <div data-behaviour="scan">: reads the square on an access card, where the browser can.

import { fromFragment } from "../behaviours/card.js"

const EVERY = 200 // ms

export function connect(box) {
  if (!("BarcodeDetector" in globalThis) || !navigator.mediaDevices?.getUserMedia) return
  box.hidden = false
  box.querySelector("button").addEventListener("click", () => begin(box))
}

async function begin(box) {
  const form = box.closest("form")
  const video = box.querySelector("video")
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "user" } })
    await video.play()
    video.hidden = false
    box.querySelector("button").hidden = true
    form.elements.code.value = await read(new BarcodeDetector({ formats: ["qr_code"] }), video)
    form.requestSubmit()
  } catch {
    const line = box.querySelector("[data-says]")
    line.textContent = line.dataset.says
    line.hidden = false
  } finally {
    for (const track of video.srcObject?.getTracks() ?? []) track.stop()
    video.hidden = true
  }
}

async function read(detector, video) {
  for (;;) {
    for (const { rawValue } of await detector.detect(video)) {
      const code = codeIn(rawValue)
      if (code) return code
    }
    await new Promise((soon) => setTimeout(soon, EVERY))
  }
}

// The card's square holds an address whose fragment is the code.
export function codeIn(text) {
  return text.includes("#") ? fromFragment(text.slice(text.indexOf("#"))) : ""
}
