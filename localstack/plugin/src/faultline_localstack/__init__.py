"""Faultline's plug-in for LocalStack: Lambda without Docker, parallel SQS pollers, a DynamoDB of its own."""
