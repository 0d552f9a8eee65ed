// Says what a refused or unanswered request means, where eyes and screen readers find it.

const STAYS = 6000

export function announce(context) {
  const text = message(context?.response?.raw?.status, context?.text)
  if (text) show(text)
}

export function message(status, text) {
  if (status === undefined) return words("offline")
  if (status < 400 || status === 422) return ""
  return text && text.length < 200 && !text.includes("<") ? text : words("failed")
}

export function show(text) {
  const area = document.getElementById("toasts")
  const toast = document.createElement("div")
  toast.className = "toast"
  toast.textContent = text
  area.replaceChildren(toast)
  setTimeout(() => toast.remove(), STAYS)
}

function words(key) {
  return document.getElementById("toasts")?.dataset[key] ?? ""
}
