"""`make crawl`: what every person is told at every address, held against what it was before.

The first run makes a city in `var/crawl/` (the demonstration and the world of the trust tables, under
a stopped clock), reads it, and keeps the reading as `before`. Every later run, also of a later tree,
migrates a copy of the same city, reads the same addresses, and prints what differs.
"""

import sys

from tests.crawl.running import main

if __name__ == "__main__":
    sys.exit(main())
