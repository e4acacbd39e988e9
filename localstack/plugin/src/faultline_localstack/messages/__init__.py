"""What became of every SQS message: sends, receives, deletions and dead letters, as the queues themselves saw them."""
