"""The commands, a file each; `cooccur.cli` brings them together. Only here click is known."""
