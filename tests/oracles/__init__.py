"""Outside judges: programs that others wrote and that know nothing of our code, each behind one typed function.

In: files that the writers made. Out: verdicts as values; what a good verdict is, the tests say. A judge that is not
installed skips its tests with the way to install it; with ``CI=true`` in the environment it fails them.
"""
