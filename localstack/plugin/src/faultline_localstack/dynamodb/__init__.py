"""The engine's DynamoDB: a process of Node.js beside LocalStack, which functions and the lab call directly."""
