"""`python -m padanan`."""

from padanan.commands.app import main

main()
