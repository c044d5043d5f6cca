"""``python -m communique`` is the command line."""

from communique.cli.main import main

if __name__ == "__main__":
    main()
