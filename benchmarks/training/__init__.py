"""What training the line model and the block model have in common: one network, learned from labelled texts."""
