"""What AWS Lambda refuses of an event source mapping, and LocalStack takes."""
