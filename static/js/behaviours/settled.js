// What was just done: felt in the hand, and the reader's focus goes where the news is.

export function connect(element) {
  navigator.vibrate?.(12)
  element.focus({ preventScroll: true })
}
