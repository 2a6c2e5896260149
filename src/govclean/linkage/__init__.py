"""Registries → features → blocks → pairs → levels → scores → decisions → clusters → golden records, reconciliation."""
