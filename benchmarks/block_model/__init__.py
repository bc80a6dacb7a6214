"""The block model of HTML: how it is trained."""
