"""The kinds of thanks that an organisation begins with, each with its small picture."""

PLAIN = "thanks"  # without a kind, as a card of an early day or of a retired kind
USUAL = {
    "had-my-back": "umbrella",
    "taught-me": "book",
    "made-it-calm": "cup",
    "came-running": "bolt",
    "thought-ahead": "lantern",
}
PICTURE = "heart"
PICTURES = (*USUAL.values(), PICTURE)
