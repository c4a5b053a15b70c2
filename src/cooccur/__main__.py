"""Run the command as ``python -m cooccur``."""

from cooccur.cli import main

main()
