"""`python -m padanan`, and the `padanan` script: small, so that Ctrl-C is met while the rest loads."""

import sys

EXIT_INTERRUPTED = 130  # 128 + SIGINT, as shells have it


def run() -> None:
    """Run the command line; Ctrl-C ends it without a traceback."""
    try:
        from padanan.commands.app import main

        main()
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)


if __name__ == "__main__":
    run()
