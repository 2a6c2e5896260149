"""Where work runs: functions over batches in threads, and questions over the keys of whole tables."""
