"""Addresses: taken apart, brought to one form, and given the division code they have today."""
