"""`python -m tests.bench`: see compare.py."""

from tests.bench.compare import main

main()
