// Which of a few situations this phone is in: what can be done differs, and so do the words.

// on: reachable · off: can be switched on · blocked: refused before · install: an iPhone, where
// only the app on the home screen may · none: this browser cannot.
export function situation({ has, permission, isApple, isInstalled, isOn }) {
  if (!has) return isApple && !isInstalled ? "install" : "none"
  if (permission === "denied") return "blocked"
  return permission === "granted" && isOn ? "on" : "off"
}

export function system(agent) {
  if (/iPhone|iPad/.test(agent)) return "apple"
  return /Android/.test(agent) ? "android" : "desk"
}

export function facts(view = globalThis) {
  const { navigator } = view
  return {
    has: "PushManager" in view && "Notification" in view && "serviceWorker" in navigator,
    permission: view.Notification?.permission,
    isApple: system(navigator.userAgent) === "apple",
    isInstalled: navigator.standalone === true || view.matchMedia("(display-mode: standalone)").matches,
  }
}
