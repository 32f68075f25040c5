"""A seeded generator of made-up source files, calibrated to the figures in public papers."""
