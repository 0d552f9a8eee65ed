// What the worker does with a request: a file of ours, a page somebody opens, or nothing at all.
// It never touches anything that writes: a form that it sent again would look like ours (SAFETY C3).

export function kindOf({ method, mode, url }, origin) {
  const address = new URL(url)
  if (method !== "GET" || address.origin !== origin) return "pass"
  if (address.pathname.startsWith("/static/")) return "file"
  return mode === "navigate" ? "page" : "pass"
}

// Only the anonymous shell and files lie in the cache; older shells go.
export function stale(names, current) {
  return names.filter((name) => name.startsWith("uplift-") && name !== current)
}
