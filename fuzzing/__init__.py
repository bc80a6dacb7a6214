"""Search for inputs that break what docs/design.md says must hold. CONTRIBUTING.md has the commands."""
