"""Reading a drawing back: every test of a drawing starts from well-formed XML."""

from xml.etree import ElementTree


def read(drawing):
    return ElementTree.fromstring(str(drawing))


def tags(root, name):
    return [piece for piece in root.iter() if piece.tag == name]


def ids(root):
    return [piece.get("id") for piece in root.iter() if piece.get("id")]


def classes(root):
    return [name for piece in root.iter() for name in (piece.get("class") or "").split()]


def said(root):
    return "".join(root.itertext())
