"""SQS event source mappings that run as many batches at once as AWS would."""
