"""A web server that misbehaves on loopback, and a proof of politeness read from its log."""
