"""What this engine runs of CloudFormation: one table, which ``localstack/support`` reads too."""
