"""Scorecards: figures of the ledger as numerators and denominators, points and grades by a profile, and their proof."""
