"""Faultline's plug-in for LocalStack: Lambda without Docker, parallel SQS pollers, DynamoDB Local from Maven Central."""
