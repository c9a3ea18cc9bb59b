"""`python -m workstation` is the console command."""

from workstation.cli import main

if __name__ == "__main__":
    main()
