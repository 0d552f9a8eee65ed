// <form data-behaviour="card">: a code typed in groups of four, or brought by a QR's fragment.
// Twelve signs are a card; six, in threes, come from another phone of theirs.

const LENGTHS = [6, 12]

export function connect(form) {
  const input = form.elements.code
  const scanned = fromFragment(location.hash)

  if (scanned) {
    input.value = grouped(scanned, true)
    // The code must not stay in the address: it would be in the history of a shared phone.
    history.replaceState(null, "", location.pathname + location.search)
    form.querySelector("button").focus()
  }
  input.addEventListener("input", () => {
    if (input.selectionStart === input.value.length) input.value = grouped(input.value)
  })
  input.addEventListener("change", () => (input.value = grouped(input.value, true)))
}

export function fromFragment(hash) {
  const code = hash.replace(/^#/, "").replace(/[^0-9a-z]/gi, "")
  return LENGTHS.includes(code.length) ? code : ""
}

// While somebody types, six signs may still become twelve.
export function grouped(text, isWhole = false) {
  const signs = text.toUpperCase().replace(/[^0-9A-Z]/g, "").slice(0, 12)
  const groups = isWhole && signs.length === 6 ? /.{1,3}/g : /.{1,4}/g
  return signs.match(groups)?.join(" ") ?? ""
}
