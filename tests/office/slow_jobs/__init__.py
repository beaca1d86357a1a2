"""An app for the tests with a real worker: a kind of job that waits to be let go."""
