"""The only package that imports Flask: it renders, guards, and answers."""
